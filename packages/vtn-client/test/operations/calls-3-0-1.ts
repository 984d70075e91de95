import type { OperationId } from "@ven/openadr-schema/3.0.1";
import type { VtnClient } from "@ven/vtn-client";
import { expect } from "vitest";
import type { OperationCall } from "./operation-call.ts";
import { all, callbackUrl, intervals, type Samples301 } from "./sample-objects.ts";

type Call = OperationCall<VtnClient<"3.0.1">, Samples301>;

/** How the client reaches each operation of 3.0.1. The compiler asks for every one of them. */
export const CALLS_301: Readonly<Record<OperationId, Call>> = {
  searchAllPrograms: {
    shown: "vtn.programs.search(query)",
    run: (vtn) => all(vtn.programs.search({})),
    expected: ({ program }) => [program],
  },
  createProgram: {
    shown: "vtn.programs.create(body)",
    run: (vtn) => vtn.programs.create({ programName: "another" }),
    expected: () => expect.objectContaining({ id: expect.any(String), programName: "another" }),
  },
  searchProgramByProgramId: {
    shown: "vtn.programs.get(id)",
    run: (vtn, { program }) => vtn.programs.get(program.id),
    expected: ({ program }) => program,
  },
  updateProgram: {
    shown: "vtn.programs.update(id, body)",
    run: (vtn, { program }) => vtn.programs.update(program.id, { programName: "changed" }),
    expected: ({ program }) => expect.objectContaining({ id: program.id, programName: "changed" }),
  },
  deleteProgram: {
    shown: "vtn.programs.delete(id)",
    run: (vtn, { program }) => vtn.programs.delete(program.id),
    expected: ({ program }) => program,
  },
  searchAllReports: {
    shown: "vtn.reports.search(query)",
    run: (vtn, { program, event }) =>
      all(vtn.reports.search({ programID: program.id, eventID: event.id, clientName: "Herning" })),
    expected: ({ report }) => [report],
  },
  createReport: {
    shown: "vtn.reports.create(body)",
    run: (vtn, { program, event }) =>
      vtn.reports.create({
        programID: program.id,
        eventID: event.id,
        clientName: "another",
        resources: [{ resourceName: "Pub/load_1", intervals }],
      }),
    expected: () => expect.objectContaining({ id: expect.any(String), clientName: "another" }),
  },
  searchReportsByReportID: {
    shown: "vtn.reports.get(id)",
    run: (vtn, { report }) => vtn.reports.get(report.id),
    expected: ({ report }) => report,
  },
  updateReport: {
    shown: "vtn.reports.update(id, body)",
    run: (vtn, { report, program, event }) =>
      vtn.reports.update(report.id, {
        programID: program.id,
        eventID: event.id,
        clientName: "changed",
        resources: [{ resourceName: "Pub/load_1", intervals }],
      }),
    expected: ({ report }) => expect.objectContaining({ id: report.id, clientName: "changed" }),
  },
  deleteReport: {
    shown: "vtn.reports.delete(id)",
    run: (vtn, { report }) => vtn.reports.delete(report.id),
    expected: ({ report }) => report,
  },
  searchAllEvents: {
    shown: "vtn.events.search(query)",
    run: (vtn, { program }) => all(vtn.events.search({ programID: program.id })),
    expected: ({ event }) => [event],
  },
  createEvent: {
    shown: "vtn.events.create(body)",
    run: (vtn, { program }) =>
      vtn.events.create({ programID: program.id, eventName: "another", intervals }),
    expected: () => expect.objectContaining({ id: expect.any(String), eventName: "another" }),
  },
  searchEventsByID: {
    shown: "vtn.events.get(id)",
    run: (vtn, { event }) => vtn.events.get(event.id),
    expected: ({ event }) => event,
  },
  updateEvent: {
    shown: "vtn.events.update(id, body)",
    run: (vtn, { event, program }) =>
      vtn.events.update(event.id, { programID: program.id, eventName: "changed", intervals }),
    expected: ({ event }) => expect.objectContaining({ id: event.id, eventName: "changed" }),
  },
  deleteEvent: {
    shown: "vtn.events.delete(id)",
    run: (vtn, { event }) => vtn.events.delete(event.id),
    expected: ({ event }) => event,
  },
  searchSubscriptions: {
    shown: "vtn.subscriptions.search(query)",
    run: (vtn, { program }) =>
      all(
        vtn.subscriptions.search({
          programID: program.id,
          clientName: "Herning",
          objects: ["EVENT"],
        }),
      ),
    expected: ({ subscription }) => [subscription],
  },
  createSubscription: {
    shown: "vtn.subscriptions.create(body)",
    run: (vtn, { program }) =>
      vtn.subscriptions.create({
        programID: program.id,
        clientName: "another",
        objectOperations: [{ objects: ["REPORT"], operations: ["DELETE"], callbackUrl }],
      }),
    expected: () => expect.objectContaining({ id: expect.any(String), clientName: "another" }),
  },
  searchSubscriptionByID: {
    shown: "vtn.subscriptions.get(id)",
    run: (vtn, { subscription }) => vtn.subscriptions.get(subscription.id),
    expected: ({ subscription }) => subscription,
  },
  updateSubscription: {
    shown: "vtn.subscriptions.update(id, body)",
    run: (vtn, { subscription, program }) =>
      vtn.subscriptions.update(subscription.id, {
        programID: program.id,
        clientName: "changed",
        objectOperations: [{ objects: ["REPORT"], operations: ["DELETE"], callbackUrl }],
      }),
    expected: ({ subscription }) =>
      expect.objectContaining({ id: subscription.id, clientName: "changed" }),
  },
  deleteSubscription: {
    shown: "vtn.subscriptions.delete(id)",
    run: (vtn, { subscription }) => vtn.subscriptions.delete(subscription.id),
    expected: ({ subscription }) => subscription,
  },
  searchVens: {
    shown: "vtn.vens.search(query)",
    run: (vtn) => all(vtn.vens.search({ venName: "Herning" })),
    expected: ({ ven }) => [ven],
  },
  createVen: {
    shown: "vtn.vens.create(body)",
    run: (vtn) => vtn.vens.create({ venName: "another" }),
    expected: () => expect.objectContaining({ id: expect.any(String), venName: "another" }),
  },
  searchVenByID: {
    shown: "vtn.vens.get(id)",
    run: (vtn, { ven }) => vtn.vens.get(ven.id),
    expected: ({ ven }) => ven,
  },
  updateVen: {
    shown: "vtn.vens.update(id, body)",
    run: (vtn, { ven }) => vtn.vens.update(ven.id, { venName: "changed" }),
    expected: ({ ven }) => expect.objectContaining({ id: ven.id, venName: "changed" }),
  },
  deleteVen: {
    shown: "vtn.vens.delete(id)",
    run: (vtn, { ven }) => vtn.vens.delete(ven.id),
    expected: ({ ven }) => ven,
  },
  searchVenResources: {
    shown: "vtn.resources(venID).search(query)",
    run: (vtn, { ven }) => all(vtn.resources(ven.id).search({ resourceName: "Pub/load_0" })),
    expected: ({ resource }) => [resource],
  },
  createResource: {
    shown: "vtn.resources(venID).create(body)",
    run: (vtn, { ven }) => vtn.resources(ven.id).create({ resourceName: "another" }),
    expected: () => expect.objectContaining({ id: expect.any(String), resourceName: "another" }),
  },
  searchVenResourceByID: {
    shown: "vtn.resources(venID).get(id)",
    run: (vtn, { resource, ven }) => vtn.resources(ven.id).get(resource.id),
    expected: ({ resource }) => resource,
  },
  updateVenResource: {
    shown: "vtn.resources(venID).update(id, body)",
    run: (vtn, { resource, ven }) =>
      vtn.resources(ven.id).update(resource.id, { resourceName: "changed" }),
    expected: ({ resource }) =>
      expect.objectContaining({ id: resource.id, resourceName: "changed" }),
  },
  deleteVenResource: {
    shown: "vtn.resources(venID).delete(id)",
    run: (vtn, { resource, ven }) => vtn.resources(ven.id).delete(resource.id),
    expected: ({ resource }) => resource,
  },
  fetchToken: {
    shown: 'auth: { kind: "clientCredentials", ... }',
    run: (vtn) => all(vtn.programs.search()),
    expected: ({ program }) => [program],
  },
};
