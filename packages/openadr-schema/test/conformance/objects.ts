import type { z } from "zod";
import * as v301 from "../../src/3.0.1.ts";
import * as v310 from "../../src/3.1.0.ts";
import { nameText } from "../../src/text/bounded-text.ts";
import { dateTimeText } from "../../src/text/date-time-text.ts";
import { durationText } from "../../src/text/duration-text.ts";
import { objectIdText } from "../../src/text/object-id.ts";
import type { Version } from "./spec-folder.ts";

/** Our schema of each object, by the place of its schema in the OpenAPI file of a version. */
export const OBJECTS: Readonly<Record<Version, Readonly<Record<string, z.ZodType>>>> = {
  "3.0.1": {
    program: v301.programSchema,
    programRequest: v301.programRequestSchema,
    report: v301.reportSchema,
    reportRequest: v301.reportRequestSchema,
    "report/properties/resources/items": v301.reportResourceSchema,
    event: v301.eventSchema,
    eventRequest: v301.eventRequestSchema,
    subscription: v301.subscriptionSchema,
    subscriptionRequest: v301.subscriptionRequestSchema,
    "subscription/properties/objectOperations/items": v301.objectOperationSchema,
    "subscription/properties/objectOperations/items/properties/operations/items":
      v301.operationSchema,
    ven: v301.venSchema,
    venRequest: v301.venRequestSchema,
    resource: v301.resourceSchema,
    resourceRequest: v301.resourceRequestSchema,
    "resource/properties/targets/items": v301.targetSchema,
    interval: v301.intervalSchema,
    intervalPeriod: v301.intervalPeriodSchema,
    valuesMap: v301.valuesMapSchema,
    point: v301.pointSchema,
    eventPayloadDescriptor: v301.eventPayloadDescriptorSchema,
    reportPayloadDescriptor: v301.reportPayloadDescriptorSchema,
    reportDescriptor: v301.reportDescriptorSchema,
    objectID: objectIdText,
    notification: v301.notificationSchema,
    "notification/properties/operation": v301.notificationOperationSchema,
    objectTypes: v301.objectTypeSchema,
    dateTime: dateTimeText,
    duration: durationText,
    clientCredentialRequest: v301.tokenRequestSchema,
    clientCredentialResponse: v301.tokenResponseSchema,
    authError: v301.tokenErrorSchema,
    problem: v301.problemSchema,
  },
  "3.1.0": {
    program: v310.programSchema,
    programRequest: v310.programRequestSchema,
    report: v310.reportSchema,
    reportRequest: v310.reportRequestSchema,
    "reportRequest/properties/resources/items": v310.reportResourceSchema,
    event: v310.eventSchema,
    eventRequest: v310.eventRequestSchema,
    subscription: v310.subscriptionSchema,
    subscriptionRequest: v310.subscriptionRequestSchema,
    "subscriptionRequest/properties/objectOperations/items": v310.objectOperationSchema,
    "subscriptionRequest/properties/objectOperations/items/properties/operations/items":
      v310.operationSchema,
    ven: v310.venSchema,
    venRequest: v310.venRequestSchema,
    BlVenRequest: v310.blVenRequestSchema,
    VenVenRequest: v310.venVenRequestSchema,
    resource: v310.resourceSchema,
    resourceRequest: v310.resourceRequestSchema,
    BlResourceRequest: v310.blResourceRequestSchema,
    VenResourceRequest: v310.venResourceRequestSchema,
    objectMetadata: v310.objectMetadataSchema,
    interval: v310.intervalSchema,
    intervalPeriod: v310.intervalPeriodSchema,
    valuesMap: v310.valuesMapSchema,
    point: v310.pointSchema,
    eventPayloadDescriptor: v310.eventPayloadDescriptorSchema,
    reportPayloadDescriptor: v310.reportPayloadDescriptorSchema,
    reportDescriptor: v310.reportDescriptorSchema,
    objectID: objectIdText,
    clientID: nameText,
    venName: nameText,
    clientName: nameText,
    target: v310.targetSchema,
    resourceName: nameText,
    units: nameText.nullable(),
    readingType: nameText.nullable(),
    notification: v310.notificationSchema,
    "notification/properties/operation": v310.notificationOperationSchema,
    objectTypes: v310.objectTypeSchema,
    dateTime: dateTimeText,
    duration: durationText,
    clientCredentialRequest: v310.tokenRequestSchema,
    clientCredentialResponse: v310.tokenResponseSchema,
    authError: v310.tokenErrorSchema,
    authServerInfo: v310.authServerInfoSchema,
    problem: v310.problemSchema,
    notifiersResponse: v310.notifiersResponseSchema,
    mqttNotifierBindingObject: v310.mqttNotifierBindingSchema,
    notifierTopicsResponse: v310.notifierTopicsResponseSchema,
  },
};

/** Schemas of the OpenAPI files that are checked as a part of another only. */
export const PARTS: Readonly<Record<Version, Readonly<Record<string, string>>>> = {
  "3.0.1": {},
  "3.1.0": {
    mqttNotifierAuthenticationAnonymous: "an option of mqttNotifierBindingObject.authentication",
    mqttNotifierAuthenticationOauth2BearerToken:
      "an option of mqttNotifierBindingObject.authentication",
    mqttNotifierAuthenticationCertificate: "an option of mqttNotifierBindingObject.authentication",
    notifierOperationsTopics: "notifierTopicsResponse.topics",
  },
};
