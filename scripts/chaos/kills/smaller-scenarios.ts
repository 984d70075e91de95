import { fewerOf } from "../shrink.ts";
import type { KillScenario } from "./kill-scenario.ts";

/** A scenario with fewer kills, fewer troubles, fewer ticks or a smaller fleet. */
export function* smallerScenarios(scenario: KillScenario): Generator<KillScenario> {
  const { kills, troubles, shape, ticks, ticksPerLife } = scenario;
  for (const fewer of fewerOf(kills)) yield { ...scenario, kills: fewer };
  for (const fewer of fewerOf(troubles)) yield { ...scenario, troubles: fewer };
  if (ticks > 1) yield { ...scenario, ticks: Math.floor(ticks / 2) };
  if (ticksPerLife > 1) yield { ...scenario, ticksPerLife: Math.floor(ticksPerLife / 2) };
  if (shape.venCount > 1) yield { ...scenario, shape: { ...shape, venCount: shape.venCount - 1 } };
  if (shape.loadCount > 1) yield { ...scenario, shape: { ...shape, loadCount: 1, siteCount: 1 } };
}
