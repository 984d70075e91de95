import { describeError } from "@ven/core";
import { isInfluxError } from "@ven/influx";
import type { CommandContext } from "../compose/command-context.ts";
import { openInfluxCache } from "../compose/open-influx.ts";
import { type Finding, good } from "./finding.ts";

const NAME = "InfluxDB";

/** Asks the InfluxDB, if one is named, for readings that it cannot have: it answers if it lets us in. */
export async function examineInflux(context: CommandContext): Promise<readonly Finding[]> {
  try {
    await using influx = await openInfluxCache(context);
    if (influx === undefined) return [];
    const noReadings = influx.read({ venId: "ven-doctor", fromMs: 0, toMs: 1 });
    for await (const _ of noReadings) break;
    return [good(NAME, "answers, and can be read")];
  } catch (error) {
    const detail = describeError(error);
    if (isInfluxError(error) && error.status === 200 && detail.includes("database not found")) {
      return [good(NAME, "answers; its database is made with the first reading")];
    }
    // What it says has the remedy in it.
    return [{ name: NAME, ok: false, detail }];
  }
}
