import type { VtnClient } from "@ven/vtn-client";

/** One object of each kind at a VTN of 3.0.1. */
export type Samples301 = Awaited<ReturnType<typeof createSamples301>>;

/** One object of each kind at a VTN of 3.1.0. */
export type Samples310 = Awaited<ReturnType<typeof createSamples310>>;

/** Where subscriptions of these tests send notifications: nowhere. */
export const callbackUrl = "https://receiver.invalid/notifications";

export const payloads = [{ type: "READING", values: [1.5] }];
export const intervals = [{ id: 0, payloads }];
const start = "2026-01-16T10:00:00Z";

/** Fills a VTN of 3.0.1. */
export async function createSamples301(vtn: VtnClient<"3.0.1">) {
  const program = await vtn.programs.create({ programName: "metering" });
  const event = await vtn.events.create({
    programID: program.id,
    eventName: "first",
    intervalPeriod: { start },
    intervals,
  });
  const report = await vtn.reports.create({
    programID: program.id,
    eventID: event.id,
    clientName: "Herning",
    resources: [{ resourceName: "Pub/load_0", intervals }],
  });
  const subscription = await vtn.subscriptions.create({
    programID: program.id,
    clientName: "Herning",
    objectOperations: [{ objects: ["EVENT"], operations: ["CREATE"], callbackUrl }],
  });
  const { id } = await vtn.vens.create({ venName: "Herning" });
  const resource = await vtn.resources(id).create({ resourceName: "Pub/load_0" });
  // In 3.0.1 a VEN holds its resources.
  const ven = await vtn.vens.get(id);
  return { program, event, report, subscription, ven, resource };
}

/** Fills a VTN of 3.1.0. */
export async function createSamples310(vtn: VtnClient<"3.1.0">) {
  const program = await vtn.programs.create({ programName: "metering" });
  const event = await vtn.events.create({
    programID: program.id,
    eventName: "first",
    intervalPeriod: { start },
    intervals,
  });
  const report = await vtn.reports.create({
    eventID: event.id,
    clientName: "Herning",
    resources: [{ resourceName: "Pub/load_0", intervals }],
  });
  const subscription = await vtn.subscriptions.create({
    programID: program.id,
    clientName: "Herning",
    objectOperations: [{ objects: ["EVENT"], operations: ["CREATE"], callbackUrl }],
  });
  const ven = await vtn.vens.create({ objectType: "VEN_VEN_REQUEST", venName: "Herning" });
  const resource = await vtn.resources.create({
    objectType: "VEN_RESOURCE_REQUEST",
    resourceName: "Pub/load_0",
    venID: ven.id,
  });
  return { program, event, report, subscription, ven, resource };
}

/** Everything that a search gives. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
