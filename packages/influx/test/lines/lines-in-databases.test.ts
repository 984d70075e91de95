import { openInflux } from "@ven/influx";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storedTag } from "../../src/lines/tag-text.ts";
import { allOf } from "../support/all-of.ts";
import { influxMissing, startInflux } from "../support/influx-server.ts";
import { columnsAt, layoutOf, rowsOf, T0 } from "../support/named-columns.ts";
import { idText } from "../support/texts.ts";
import { startVictoriaMetrics, victoriaMetricsMissing } from "../support/victoria-metrics.ts";

for (const reason of [influxMissing, victoriaMetricsMissing]) {
  if (reason !== undefined) console.warn(`skipped: ${reason}`);
}

/** Sites with names that are hard to spell, each of a VEN of its own. */
const sitesWith = (powerW: fc.Arbitrary<number>): fc.Arbitrary<Site[]> =>
  fc.uniqueArray(
    fc.record({ venId: idText, resourceId: idText, name: idText, loadId: idText, powerW }),
    { minLength: 1, maxLength: 30, selector: ({ venId }) => venId },
  );

const anyPower = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Powers of few enough digits for a server that keeps 15 of them. */
const plainPower = fc.integer({ min: -1e9, max: 1e9 }).map((tenths) => tenths / 10);

const layoutOfSite = ({ venId, resourceId, name, loadId }: Site) =>
  layoutOf(venId, [{ resourceId, name }], [loadId]);

interface Site {
  readonly venId: string;
  readonly resourceId: string;
  readonly name: string;
  readonly loadId: string;
  readonly powerW: number;
}

describe.skipIf(influxMissing !== undefined)("InfluxDB 1.x", () => {
  it("gives back every name and every power as it was", async () => {
    await using server = await startInflux();
    let runCount = 0;
    await fc.assert(
      fc.asyncProperty(sitesWith(anyPower), async (all) => {
        runCount += 1;
        await using cache = openInflux({ version: "1", url: server.url, database: `d${runCount}` });
        await Promise.all(
          all.map((site) => cache.write(columnsAt(layoutOfSite(site), T0, [site.powerW]))),
        );
        for (const site of all) {
          const ticks = await allOf(cache.read({ venId: site.venId, fromMs: T0, toMs: T0 + 1 }));
          expect(ticks.map((tick) => [tick.layout.venId, ...rowsOf(tick)])).toEqual([
            [site.venId, [T0, site.resourceId, site.name, site.loadId, site.powerW + 0]],
          ]);
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe.skipIf(victoriaMetricsMissing !== undefined)("a server of the 2.x write path", () => {
  it.each(["2", "3"] as const)(
    "has every name and every power as they were, from version %s",
    async (version) => {
      await using server = await startVictoriaMetrics();
      let runCount = 0;
      await fc.assert(
        fc.asyncProperty(sitesWith(plainPower), async (all) => {
          runCount += 1;
          const measurement = `run_${runCount}`;
          const base = { url: server.url, bucket: "fleet", measurement };
          await using cache =
            version === "2"
              ? openInflux({ ...base, version, org: "o" })
              : openInflux({ ...base, version });
          await Promise.all(
            all.map((site) => cache.write(columnsAt(layoutOfSite(site), T0, [site.powerW]))),
          );
          const series = await server.export(`${measurement}_power_w`);
          const found = series.map(({ metric, values, timestamps }) => ({
            tags: tagsOf(metric),
            values,
            timestamps,
          }));
          expect(sorted(found)).toEqual(
            sorted(
              all.map(({ venId, resourceId, name, loadId, powerW }) => ({
                tags: [loadId, name, resourceId, venId].map(storedTag),
                values: [powerW + 0],
                timestamps: [T0],
              })),
            ),
          );
        }),
        { numRuns: 6 },
      );
    },
  );

  it("has each reading once, and what is delivered beside it", async () => {
    await using server = await startVictoriaMetrics();
    await using cache = openInflux({ version: "2", url: server.url, org: "o", bucket: "fleet" });
    const layout = layoutOf("Herning", [{ resourceId: "r-1", name: "Murphy's Pub" }]);
    const columns = columnsAt(layout, T0, [1.5, 2.5]);
    await cache.write(columns);
    await cache.write(columns);
    await cache.markDelivered(columnsAt(layout, T0, [1.5, Number.NaN]));
    const powers = await server.export("ven_reading_power_w");
    expect(powers.map(({ metric, values }) => [metric["load"], values]).sort()).toEqual([
      ["load_0", [1.5]],
      ["load_1", [2.5]],
    ]);
    const delivered = await server.export("ven_reading_delivered");
    expect(delivered.map(({ metric, values }) => [metric["load"], values])).toEqual([
      ["load_0", [1]],
    ]);
  });
});

function tagsOf(metric: Readonly<Record<string, string>>): readonly (string | undefined)[] {
  return ["load", "resource", "resource_id", "ven"].map((key) => metric[key]);
}

function sorted<Item>(items: readonly Item[]): readonly string[] {
  return items.map((item) => JSON.stringify(item)).sort();
}
