import {
  type Clock,
  checkKnownKeys,
  InvalidValueError,
  type KeysOf,
  type Logger,
  silentLogger,
  systemClock,
} from "@ven/core";
import { checkText, checkWhole } from "./check-value.ts";
import type {
  OpenOutboxOptions,
  OutboxBounds,
  OutboxOptions,
  OutboxSink,
} from "./outbox-options.ts";

/** What may be done where an outbox is full. */
export const FULL_POLICIES: readonly string[] = [
  "drop-oldest",
  "drop-newest",
  "downsample",
  "block",
];

const MEMORY_KEYS: KeysOf<OutboxOptions> = {
  sinks: true,
  maxReadings: true,
  maxBytes: true,
  maxAgeMs: true,
  onFull: true,
  downsample: true,
  clock: true,
  logger: true,
};

const FILE_KEYS: KeysOf<OpenOutboxOptions> = {
  ...MEMORY_KEYS,
  path: true,
  mustExist: true,
  durability: true,
  role: true,
};

/** @throws {InvalidValueError} if there is no such option */
export function checkMemoryKeys(options: OutboxOptions): void {
  checkKnownKeys("memoryOutbox()", options, MEMORY_KEYS);
}

/** @throws {InvalidValueError} if there is no such option */
export function checkFileKeys(options: OpenOutboxOptions): void {
  checkKnownKeys("openOutbox()", options, FILE_KEYS);
}

/** Options of an outbox, checked, with defaults in the place of what was left out. */
export interface OutboxSettings extends OutboxBounds {
  readonly sinks: readonly OutboxSink[];
  readonly maxReadings: number;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  readonly onFull: NonNullable<OutboxBounds["onFull"]>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Checks the options that every outbox has.
 *
 * @param defaults - what the kind of outbox holds if nothing is said
 * @throws {InvalidValueError}
 */
export function checkOutboxOptions(
  options: OutboxOptions,
  defaults: { readonly maxReadings: number; readonly maxBytes: number },
): OutboxSettings {
  const settings = {
    sinks: options.sinks ?? [{ name: "vtn" }],
    maxReadings: options.maxReadings ?? defaults.maxReadings,
    maxBytes: options.maxBytes ?? defaults.maxBytes,
    maxAgeMs: options.maxAgeMs ?? Number.MAX_SAFE_INTEGER,
    onFull: options.onFull ?? "drop-oldest",
    ...(options.downsample !== undefined && { downsample: options.downsample }),
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silentLogger,
  } satisfies OutboxSettings;
  checkBounds(settings);
  checkSinks(settings.sinks);
  return settings;
}

function checkBounds({
  maxReadings,
  maxBytes,
  maxAgeMs,
  onFull,
  downsample,
}: OutboxSettings): void {
  checkWhole("maxReadings", maxReadings, 1, 1e12);
  checkWhole("maxBytes", maxBytes, 1_048_576, Number.MAX_SAFE_INTEGER);
  checkWhole("maxAgeMs", maxAgeMs, 1, Number.MAX_SAFE_INTEGER);
  if (!FULL_POLICIES.includes(onFull)) {
    throw new InvalidValueError("onFull", onFull, `give ${FULL_POLICIES.join(", ")}`);
  }
  if (onFull === "downsample" && typeof downsample !== "function") {
    throw new InvalidValueError(
      "downsample",
      downsample,
      'onFull: "downsample" needs this function',
    );
  }
}

function checkSinks(sinks: readonly OutboxSink[]): void {
  if (!Array.isArray(sinks) || sinks.length === 0 || sinks.length > 64) {
    throw new InvalidValueError("sinks", sinks, "give a list of 1 to 64 sinks");
  }
  const leaders = new Map<string, string | undefined>();
  for (const { name, after } of sinks as readonly OutboxSink[]) {
    checkText("sinks: name", name, 64);
    if (leaders.has(name)) throw new InvalidValueError("sinks: name", name, "give each its own");
    leaders.set(name, after);
  }
  for (const { name, after } of sinks as readonly OutboxSink[]) checkLeader(name, after, leaders);
}

function checkLeader(
  name: string,
  after: string | undefined,
  leaders: ReadonlyMap<string, string | undefined>,
): void {
  const subject = `sinks: after of ${name}`;
  if (after !== undefined && !leaders.has(after)) {
    throw new InvalidValueError(subject, after, `name one of ${[...leaders.keys()].join(", ")}`);
  }
  let leader = after;
  for (let steps = 0; leader !== undefined; steps += 1) {
    if (steps > leaders.size) {
      throw new InvalidValueError(subject, after, "they wait for each other; let one go first");
    }
    leader = leaders.get(leader);
  }
}
