import { BASE_PATHS, type FaultRule, type MockVtn, type MockVtnProtocol } from "@ven/mock-vtn";

/** The client whose reports have the names that ours want. */
export const FOREIGN_CLIENT = "somebody-else";

/**
 * Lets another client be first, with a chance of a tenth: it stores a report of its own under the name
 * that one of ours is about to have, so that a VTN with unique names answers 409 to ours.
 */
export function foreignNames(vtn: MockVtn, protocol: MockVtnProtocol, seed: string): FaultRule {
  return {
    protocol,
    method: "POST",
    path: "/reports",
    probability: 0.1,
    seed: `${seed} foreign`,
    fault: {
      kind: "custom",
      async answer(request, answerNormally) {
        const report = JSON.parse(await request.text()) as object;
        if ((report as { clientName?: string }).clientName !== FOREIGN_CLIENT) {
          await storeForeign(vtn, protocol, { ...report, clientName: FOREIGN_CLIENT });
        }
        return answerNormally();
      },
    },
  };
}

async function storeForeign(vtn: MockVtn, protocol: MockVtnProtocol, report: object) {
  await vtn.handle(
    new Request(`http://localhost${BASE_PATHS[protocol]}/reports`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...report, resources: [] }),
    }),
  );
}
