// Registers a VEN and one of its resources at a VTN, then reports one reading by hand.
import { startMockVtn } from "@ven/mock-vtn";
import { VenClient } from "@ven/vtn-client";

// In your project this is your VTN's address, and the token comes from the environment.
await using vtn = await startMockVtn({ bearerToken: "example-token" });
await using client = new VenClient({
  vtnUrl: vtn.vtnUrl,
  bearerToken: "example-token",
  venName: "Herning",
});

const { created } = await client.registerVen();
console.log(created ? "VEN Herning is registered" : "VEN Herning was registered already");

await client.registerResource({
  resourceId: "5249eada-69af-432d-99a5-98f9c89f9aa6",
  resourceName: "Murphy's Pub",
  resourceType: "pub",
  attributes: [],
});

const accepted = await client.reportMeterData({
  resourceId: "5249eada-69af-432d-99a5-98f9c89f9aa6",
  resourceName: "Murphy's Pub",
  timestampMs: Date.now(),
  powerW: 1234,
  loadId: "load_0",
});
console.log(accepted ? "the VTN accepted the reading" : "the VTN did not accept the reading");
console.log("the VTN now holds", JSON.stringify(vtn.vtn.flat.reports[0]?.intervals));
