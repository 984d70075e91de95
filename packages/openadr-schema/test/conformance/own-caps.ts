import type { Version } from "./spec-folder.ts";

/** Longest URI where the OpenAPI file sets no limit, characters. */
const URI = 8_000;
/** Longest text of free form, characters. */
const TEXT = 65_536;
/** Longest date-time or duration, characters. */
const TIME = 64;

/**
 * Texts whose length the OpenAPI files leave open, and the cap that our schemas set: nothing from
 * outside is of any length.
 */
export const OWN_CAPS: Readonly<Record<Version, Readonly<Record<string, number>>>> = {
  "3.0.1": {
    dateTime: TIME,
    duration: TIME,
    "program/properties/programLongName": TEXT,
    "program/properties/retailerName": TEXT,
    "program/properties/retailerLongName": TEXT,
    "program/properties/programType": TEXT,
    "program/properties/country": TEXT,
    "program/properties/principalSubdivision": TEXT,
    "program/properties/programDescriptions/items/properties/URL": URI,
    "eventPayloadDescriptor/properties/units": TEXT,
    "eventPayloadDescriptor/properties/currency": TEXT,
    "reportPayloadDescriptor/properties/readingType": TEXT,
    "reportPayloadDescriptor/properties/units": TEXT,
    "reportDescriptor/properties/readingType": TEXT,
    "reportDescriptor/properties/units": TEXT,
    "valuesMap/properties/values/items/anyOf/2": TEXT,
    "report/properties/reportName": TEXT,
    "event/properties/eventName": TEXT,
    "subscription/properties/objectOperations/items/properties/callbackUrl": URI,
    "subscription/properties/objectOperations/items/properties/bearerToken": TEXT,
    "authError/properties/error_description": TEXT,
    "authError/properties/error_uri": URI,
    "problem/properties/type": URI,
    "problem/properties/title": TEXT,
    "problem/properties/detail": TEXT,
    "problem/properties/instance": URI,
  },
  "3.1.0": {
    dateTime: TIME,
    duration: TIME,
    "eventPayloadDescriptor/properties/currency": TEXT,
    "valuesMap/properties/values/items/anyOf/2": TEXT,
    "reportRequest/properties/reportName": TEXT,
    "eventRequest/properties/eventName": TEXT,
    "subscriptionRequest/properties/objectOperations/items/properties/bearerToken": TEXT,
    "authError/properties/error_description": TEXT,
    "problem/properties/title": TEXT,
    "problem/properties/detail": TEXT,
    "mqttNotifierBindingObject/properties/URIS/items": URI,
    "mqttNotifierAuthenticationOauth2BearerToken/properties/username": TEXT,
    "mqttNotifierAuthenticationCertificate/properties/caCert": TEXT,
    "mqttNotifierAuthenticationCertificate/properties/clientCert": TEXT,
    "mqttNotifierAuthenticationCertificate/properties/clientKey": TEXT,
    "notifierOperationsTopics/properties/CREATE": TEXT,
    "notifierOperationsTopics/properties/UPDATE": TEXT,
    "notifierOperationsTopics/properties/DELETE": TEXT,
    "notifierOperationsTopics/properties/ALL": TEXT,
  },
};
