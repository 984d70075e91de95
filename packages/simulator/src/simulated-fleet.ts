import { InvalidValueError, isInvalidValueError } from "@ven/core";
import { holidayCheck } from "./calendar/listed-holidays.ts";
import { LocalCalendar } from "./calendar/local-calendar.ts";
import { type CheckAim, CommandLog, type CommandLogEntry } from "./demand-response/command-log.ts";
import { FleetAim } from "./demand-response/fleet-aim.ts";
import { EnergyLedger } from "./engine/energy-ledger.ts";
import { FleetTruth } from "./engine/fleet-truth.ts";
import { FaultLog, type FaultLogEntry } from "./faults/fault-log.ts";
import { CompiledFleet } from "./fleet/compiled-fleet.ts";
import type { FleetSpec } from "./fleet/fleet-spec.ts";
import { MeasuredPower } from "./measurement/measured-power.ts";
import type { Surroundings } from "./models/load-model.ts";
import type { Recordings } from "./models/replay/replay-model.ts";
import type { Weather } from "./weather/weather.ts";
import { weatherByCell } from "./weather/weather-by-cell.ts";

/** What a {@link SimulatedFleet} is made of. */
export interface SimulatedFleetParts {
  readonly fleet: FleetSpec;
  readonly seed: string | number;
  readonly weather?: Weather | undefined;
  /** What its `replay` loads play. */
  readonly recordings?: Recordings | undefined;
  readonly commands?: readonly CommandLogEntry[] | undefined;
  /** Those of the specification come first. */
  readonly faults?: readonly FaultLogEntry[] | undefined;
}

/** A fleet at work: what its loads do, what they are asked, and what their meters make of it. */
export class SimulatedFleet {
  readonly fleet: CompiledFleet;
  readonly commands: CommandLog;
  readonly faults: FaultLog;
  readonly truth: FleetTruth;
  readonly ledger: EnergyLedger;
  readonly measured: MeasuredPower;
  #undisturbed: FleetTruth | undefined;

  /** @throws {InvalidValueError} that names what breaks a rule */
  constructor(parts: SimulatedFleetParts) {
    const { fleet: spec, seed, weather, commands = [], faults = [], recordings } = parts;
    this.fleet = new CompiledFleet(spec, seed, recordings);
    const weatherAt = weather === undefined ? weatherByCell(this.fleet.fleetKey) : () => weather;
    const surroundings: Surroundings = {
      calendar: new LocalCalendar(spec.timeZone, holidayCheck(spec.holidays)),
      weather: weatherAt(spec),
      weatherAt,
      latitudeDeg: spec.latitudeDeg,
      longitudeDeg: spec.longitudeDeg,
      people: spec.people,
    };
    const aim = new FleetAim(this.fleet);
    const checkAim: CheckAim = (targets, subject) => aim.check(targets, subject);
    this.commands = new CommandLog(checkAim);
    this.faults = new FaultLog(checkAim);
    fill(this.commands, "commands", commands);
    const known = (spec.faults ?? []).map((fault) => ({ kind: "inject", fault }) as const);
    fill(this.faults, "fleet.faults", known);
    fill(this.faults, "faults", faults);
    this.truth = new FleetTruth(this.fleet, surroundings, this.commands);
    this.ledger = new EnergyLedger(this.truth, spec.installedOn);
    this.measured = new MeasuredPower(this.truth, this.faults);
  }

  /** The truth if nobody had asked anything; made when it is first needed. */
  get undisturbed(): FleetTruth {
    const { surroundings } = this.truth;
    this.#undisturbed ??= new FleetTruth(this.fleet, surroundings, new CommandLog());
    return this.#undisturbed;
  }

  /** The faults that do not stand in the specification. */
  get ownFaults(): readonly FaultLogEntry[] {
    return this.faults.entries.slice(this.fleet.spec.faults?.length ?? 0);
  }
}

/** Fills a log; an entry that breaks a rule is named by its place. */
function fill<Entry>(
  log: { add(entry: Entry): unknown },
  name: string,
  entries: readonly Entry[],
): void {
  if (!Array.isArray(entries)) throw new InvalidValueError(name, entries, "give a list");
  for (const [place, entry] of entries.entries()) {
    try {
      log.add(entry);
    } catch (cause) {
      if (!isInvalidValueError(cause)) throw cause;
      throw new InvalidValueError(`${name}[${place}]`, entry, cause.message, { cause });
    }
  }
}
