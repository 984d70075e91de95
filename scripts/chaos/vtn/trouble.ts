import type { FaultRule, MockVtnProtocol } from "@ven/mock-vtn";

/** What may go wrong with reports, each of them with a chance of a tenth. */
export const TROUBLES = ["503", "HTML 500", "stored, then reset", "look refused"] as const;

/** One of {@link TROUBLES}. */
export type Trouble = (typeof TROUBLES)[number];

/** The rules of a mock VTN that make a trouble. */
export function troubleRules(
  trouble: Trouble,
  protocol: MockVtnProtocol,
  seed: string,
): readonly FaultRule[] {
  const posts = { protocol, method: "POST", path: "/reports", seed: `${seed} ${trouble}` } as const;
  switch (trouble) {
    case "503":
      return [{ ...posts, probability: 0.1, fault: { kind: "status", status: 503 } }];
    case "HTML 500":
      // Half of them after the report was stored: nobody can tell from the page.
      return [
        { ...posts, probability: 0.05, fault: { kind: "status", status: 500, body: "html" } },
        {
          ...posts,
          seed: `${posts.seed} stored`,
          probability: 0.05,
          fault: { kind: "status", status: 500, body: "html", when: "afterStoring" },
        },
      ];
    case "stored, then reset":
      return [{ ...posts, probability: 0.1, fault: { kind: "reset", when: "afterStoring" } }];
    case "look refused":
      return [
        { ...posts, method: "GET", probability: 0.1, fault: { kind: "status", status: 503 } },
      ];
    default:
      throw new Error(`there is no trouble ${trouble satisfies never}`);
  }
}
