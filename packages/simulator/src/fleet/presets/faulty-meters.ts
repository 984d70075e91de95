import type { Fault } from "../../faults/fault.ts";
import type { FleetSpecInput } from "../fleet-spec.ts";
import { usualSite } from "../usual-site.ts";

/** What can go wrong, one kind for each shop. */
const KINDS: readonly Fault["kind"][] = [
  "stuck",
  "zero",
  "sign",
  "spike",
  "unit",
  "rollback",
  "late",
  "outOfOrder",
  "duplicate",
  "dstDuplicate",
];

/** When those begin that have a beginning, epoch ms; all others are there all the time. */
const STARTS: Partial<Record<Fault["kind"], number>> = {
  stuck: Date.UTC(2025, 0, 2),
  rollback: Date.UTC(2025, 5, 1),
};

/**
 * Shops whose meters are faulty, each in one way that its id tells; one that loses readings, and one,
 * `sound`, that is well. All are of class 1.
 */
export function faultyMeters(): FleetSpecInput {
  const shop = usualSite("shop");
  const resource = (resourceId: string, site: string) => ({
    resourceId,
    name: `Shop ${resourceId}`,
    site,
  });
  return {
    name: "faulty-meters",
    meter: { accuracyClass: 1, registerStepWh: 10 },
    sites: {
      shop,
      "shop-with-gaps": {
        ...shop,
        meter: {
          accuracyClass: 1,
          registerStepWh: 10,
          gaps: { share: 0.15, meanLengthS: 7_200 },
        },
      },
    },
    vens: [
      {
        venId: "faulty-meters",
        resources: [
          resource("sound", "shop"),
          ...KINDS.map((kind) => resource(kind, "shop")),
          resource("gaps", "shop-with-gaps"),
        ],
      },
    ],
    faults: KINDS.map((kind) => {
      const startMs = STARTS[kind];
      const targets = { resourceIds: [kind] };
      return startMs === undefined ? { kind, targets } : { kind, targets, startMs };
    }),
  };
}
