// A VEN of OpenADR 3.1.0: registers, reads events, knows what holds when, and reports its load.
import { keyedRandom } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { seedMockVtn, startMockVtn } from "@ven/mock-vtn";
import { buildTimeline, encodeReports } from "@ven/openadr-schema";
import type { Event } from "@ven/openadr-schema/3.1.0";
import { createVtnClient, ensureResource, ensureVen } from "@ven/vtn-client";

// In your project these are your VTN and its clock; this one has a day of prices and a load shed.
const clock = new ManualClock(Date.UTC(2026, 0, 16, 10));
await using vtn = await startMockVtn({ clock });
seedMockVtn(vtn.vtn);

await using client = createVtnClient({ vtnUrl: vtn.vtnUrls["3.1.0"], protocol: "3.1.0" });
const ven = await ensureVen(client, { venName: "Herning" });
const pub = { venID: ven.object.id, resourceName: "Murphy's Pub/load_0" };
const resource = await ensureResource(client, pub);
console.log("registered", resource.object.resourceName, resource.created);

const events: Event[] = [];
for await (const event of client.events.search({ active: true })) events.push(event);
const random = keyedRandom(pub.resourceName);
const timeline = buildTimeline(events, { version: "3.1.0", nowAtMs: clock.now(), random });
for (const hour of [10, 18]) {
  const [price] = timeline.at("PRICE", Date.UTC(2026, 0, 16, hour))?.values ?? [];
  const [shed] = timeline.at("SIMPLE", Date.UTC(2026, 0, 16, hour))?.values ?? [0];
  console.log(`at ${hour}:00 UTC: ${price} EUR/kWh, load shed level ${shed}`);
}

const metering = events.find(({ reportDescriptors }) => reportDescriptors?.[0]);
const { reports } = encodeReports("3.1.0", { eventID: metering?.id ?? "", clientName: "Herning" }, [
  {
    resourceName: "Murphy's Pub",
    loadId: "load_0",
    quantity: "power",
    role: "usage",
    startAtMs: clock.now(),
    durationMs: 0,
    value: 1_234,
  },
]);
for (const report of reports) await client.reports.create(report);
const [stored] = vtn.vtn["3.1.0"].reports;
console.log("the VTN holds", JSON.stringify(stored?.resources[0]?.intervals));
