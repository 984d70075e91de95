import { InvalidValueError } from "@ven/core";

/** What a simulator is given beside data; unchecked. */
interface Inputs {
  readonly clock?: unknown;
  readonly weather?: unknown;
  readonly recordings?: unknown;
}

/** @throws {InvalidValueError} that names the one that lacks what a simulator needs of it */
export function checkInputs({ clock, weather, recordings }: Inputs): void {
  if (clock !== undefined && !has(clock, ["now", "monotonic", "after"])) {
    const rule = "give a Clock of @ven/core, with now(), monotonic() and after()";
    throw new InvalidValueError("clock", clock, rule);
  }
  if (weather !== undefined && !has(weather, ["temperatureC", "clearness", "windMs"])) {
    const rule =
      "give a Weather, with temperatureC(hour), clearness(minute) and windMs(hour), such as of weatherFromHours()";
    throw new InvalidValueError("weather", weather, rule);
  }
  if (recordings !== undefined) checkRecordings(recordings);
}

function checkRecordings(recordings: unknown): void {
  if (typeof recordings !== "object" || recordings === null || Array.isArray(recordings)) {
    throw new InvalidValueError("recordings", recordings, "give an object of them, by name");
  }
  for (const [name, recording] of Object.entries(recordings)) {
    if (has(recording, ["loadIdsOf", "powersW"])) continue;
    const rule = "give a Recording, such as of `await openCsvReplay()`";
    throw new InvalidValueError(`recordings.${name.slice(0, 60)}`, recording, rule);
  }
}

function has(value: unknown, methods: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  return methods.every(
    (method) => typeof (value as Readonly<Record<string, unknown>>)[method] === "function",
  );
}
