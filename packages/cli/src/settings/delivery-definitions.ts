import { z } from "zod";
import type { SettingDefinition } from "./setting-definition.ts";
import {
  choice,
  interval,
  numberFrom,
  sizeFrom,
  text,
  wholeMinutes,
  wholeNumber,
} from "./setting-schemas.ts";
import type { SettingKey } from "./settings.ts";

/** Their keys. */
export type DeliveryKey =
  | Extract<SettingKey, `influx${string}`>
  | "outbox"
  | "maxOutboxBytes"
  | "maxOutboxAge"
  | "onFull"
  | "durability"
  | "eventPeriod"
  | "deadbandW"
  | "maxReadingsPerReport"
  | "ticksPerReport"
  | "onAmbiguous";

/** The settings that say where readings wait, how they are put into reports, and where else they go. */
export const DELIVERY_DEFINITIONS: Readonly<Record<DeliveryKey, SettingDefinition>> = {
  outbox: {
    schema: text,
    flag: "--outbox <file>",
    help: "SQLite file with the readings that wait for the VTN",
    shownDefault: "beside the database: ven.outbox.sqlite",
  },
  maxOutboxBytes: {
    schema: sizeFrom("1MiB"),
    flag: "--max-outbox-bytes <size>",
    help: "largest size of the outbox, 1MiB or more: 500MB, 2GiB",
    shownDefault: "2GiB",
  },
  maxOutboxAge: {
    schema: interval,
    flag: "--max-outbox-age <interval>",
    help: "give up readings that are older: 12h, 7d",
    shownDefault: "never",
  },
  onFull: {
    schema: choice(["drop-oldest", "drop-newest", "downsample", "block"]),
    flag: "--on-full <policy>",
    help: "when the outbox is full: drop-oldest, drop-newest, downsample (every second tick of the oldest stays) or block (no tick until there is room)",
    shownDefault: "drop-oldest",
  },
  durability: {
    schema: choice(["process", "power-loss"]),
    flag: "--durability <what>",
    help: "what the outbox survives: the end of the process, or power-loss too",
    shownDefault: "power-loss",
  },
  eventPeriod: {
    schema: wholeMinutes,
    flag: "--event-period <interval>",
    help: "how long reports of 3.0.1 and 3.1.0 quote the same event, whole minutes: 15m, 1d; the shorter, the less is read to look for a report",
    shownDefault: "1h",
  },
  deadbandW: {
    schema: numberFrom(0, 1e9),
    flag: "--deadband <watts>",
    help: "leave out readings that differ by no more W from the one reported last",
    shownDefault: "report all",
  },
  maxReadingsPerReport: {
    schema: wholeNumber(1, 10_000),
    flag: "--max-readings-per-report <n>",
    help: "most readings in one report of 3.0.1 and 3.1.0",
    shownDefault: "all of a VEN's tick",
  },
  ticksPerReport: {
    schema: wholeNumber(1, 1_000),
    flag: "--ticks-per-report <n>",
    help: "how many ticks of a VEN go into one report of 3.0.1 and 3.1.0",
    shownDefault: "1",
  },
  onAmbiguous: {
    schema: choice(["retry", "skip", "park"]),
    flag: "--on-ambiguous <policy>",
    help: "a report that may have arrived, where nobody can look: retry (may double), skip (may lose) or park (as a dead letter)",
    shownDefault: "retry",
  },
  influxUrl: {
    schema: text,
    flag: "--influx <url>",
    help: "InfluxDB that gets every reading that is reported, too: http://127.0.0.1:8086",
  },
  influxVersion: {
    schema: text.or(z.number().transform(String)).pipe(choice(["1", "2", "3"])),
    flag: "--influx-version <version>",
    help: "its major version: 1, 2 or 3",
    shownDefault: "1",
  },
  influxDatabase: {
    schema: text,
    flag: "--influx-database <name>",
    help: "its database (1, 3) or bucket (2)",
    shownDefault: "ven",
  },
  influxOrg: { schema: text, flag: "--influx-org <name>", help: "its organisation (2)" },
  influxUser: {
    schema: text,
    flag: "--influx-user <name>",
    help: "user as whom it is written to (1); the token is the password",
  },
  influxTokenFile: {
    schema: text,
    flag: "--influx-token-file <file>",
    help: "file that holds its token (or set VEN_INFLUX_TOKEN)",
  },
};
