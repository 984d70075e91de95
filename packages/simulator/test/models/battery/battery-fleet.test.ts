import { createSimulator, type FleetSpecInput } from "@ven/simulator";
import { describe, expect, it } from "vitest";

describe("a battery in a fleet", () => {
  const fleet = (battery: object): FleetSpecInput => ({
    name: "home",
    installedOn: "2026-05-01",
    sites: {
      home: {
        resourceType: "home",
        loads: [
          { loadId: "pv", kind: "pv", ratedPowerW: 6_000, model: { model: "pv" } },
          { loadId: "base", kind: "home", ratedPowerW: 500, model: { model: "constant" } },
          {
            loadId: "battery",
            kind: "battery",
            ratedPowerW: 5_000,
            model: { model: "battery", ...battery } as never,
          },
        ],
      },
    },
    vens: [{ venId: "v", resources: [{ resourceId: "h", name: "H", site: "home" }] }],
  });

  it("takes what the panels would export, and gives it back at night", () => {
    const plan = { kind: "selfConsumption", follows: ["pv", "base"] };
    const simulator = createSimulator({ fleet: fleet({ plan }), seed: "home" });
    const at = (loadId: string, iso: string) =>
      simulator.energyRegister({ resourceId: "h", loadId }, Date.parse(iso));
    const [from, to] = ["2026-05-01T00:00:00+02:00", "2026-08-01T00:00:00+02:00"];
    const [begin, end] = [at("battery", from), at("battery", to)];
    const charged = end.importWh - begin.importWh;
    const given = end.exportWh - begin.exportWh;
    expect(given / charged).toBeGreaterThan(0.89);
    expect(given / charged).toBeLessThan(0.915);
    expect(charged / 92).toBeGreaterThan(4_000);
    const fromMs = Date.parse(from);
    const { powerW } = simulator.range({
      fromMs,
      toMs: Date.parse(to),
      stepMs: 3_600_000,
      power: "mean",
    });
    const hours = powerW.length / 3;
    let [site, without] = [0, 0];
    for (let hour = 0; hour < hours; hour += 1) {
      const others = (powerW[hour] ?? 0) + (powerW[hours + hour] ?? 0);
      without += Math.max(0, others);
      site += Math.max(0, others + (powerW[2 * hours + hour] ?? 0));
    }
    expect(site / without).toBeLessThan(0.3);
  });

  it.each([
    [{ leastCharge: 0.9, mostCharge: 0.5 }, /loads\[2\]\.model .*mostCharge/],
    [{ capacityWh: 200_000 }, /loads\[2\]\.model .*powerW 5000.*h to fill/],
    [
      { plan: { kind: "selfConsumption", follows: ["pv", "barn"] } },
      /loads\[2\]\.model\.plan\.follows\[1\] "barn".*pv, base/,
    ],
    [{ plan: { kind: "selfConsumption", follows: ["battery"] } }, /follows\[0\] "battery"/],
  ])("is refused when it cannot work", (settings, rule) => {
    expect(() => createSimulator({ fleet: fleet(settings) })).toThrow(rule);
  });

  it.each([
    [{ plan: { kind: "selfConsumption" } }, /follows/],
    [{ plan: { kind: "timeOfUse", chargeFromH: 25 } }, /chargeFromH/],
    [{ soc: 1 }, /soc/],
  ])("is refused with settings that break a rule", (settings, rule) => {
    expect(() => createSimulator({ fleet: fleet(settings) })).toThrow(rule);
  });
});
