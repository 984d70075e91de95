import { RESOURCE_STATUSES } from "@ven/core";
import { z } from "zod";
import { holidaysSpec } from "../calendar/listed-holidays.ts";
import { gridSpec } from "../channels/grid-spec.ts";
import { peopleSpec } from "../demand-response/people.ts";
import { faultSpec } from "../faults/fault.ts";
import { meterSpec } from "../measurement/meter-spec.ts";
import { modelSpec } from "../models/model-kinds.ts";
import { brokenRules } from "./broken-rules.ts";

const id = z.string().min(1).max(128);

/** A load of a site: its id, what it is, how much it draws, and how it behaves. */
export const loadSpec = z.strictObject({
  loadId: id,
  /** What it is, such as `kitchen`; chooses the model where none is given. */
  kind: z.string().min(1).max(64),
  /** Highest power that it usually draws, W. */
  ratedPowerW: z.number().positive().max(1e9),
  /** Name for people. */
  name: z.string().min(1).max(128).optional(),
  description: z.string().max(1_000).optional(),
  model: modelSpec.optional(),
  /** Its meter. That of its site if left out. */
  meter: meterSpec.optional(),
});

/** What stands at sites of one kind. */
export const siteSpec = z.strictObject({
  /** What the site is, such as `pub`. */
  resourceType: z.string().min(1).max(64),
  loads: z.array(loadSpec).min(1).max(64),
  /** Meters of its loads. That of the fleet if left out. */
  meter: meterSpec.optional(),
});

/** One site, or `count` of them that differ by `{n}` in id and name, 1 to `count`. */
export const resourceSpec = z.strictObject({
  resourceId: id,
  name: id,
  /** Name of one of `sites`. */
  site: id,
  count: z.number().int().min(1).max(10_000_000).optional(),
  status: z.enum(RESOURCE_STATUSES).default("APPROVED"),
  /** 18 digits; derived from the id if left out. */
  meterPointId: z.string().length(18).optional(),
  location: z
    .strictObject({
      latitudeDeg: z.number().min(-90).max(90),
      longitudeDeg: z.number().min(-180).max(180),
    })
    .optional(),
  externalResourceId: id.optional(),
  maxConsumptionW: z.number().min(0).max(1e12).optional(),
  maxProductionW: z.number().min(0).max(1e12).optional(),
});

/** A fleet as data, but for the rules that hold between its parts. */
const fleetParts = z.strictObject({
  /** The JSON Schema that editors check the file against; it is not read. */
  $schema: z.string().max(2_048).optional(),
  name: id,
  /** Whose days the fleet lives by: an IANA name, or an offset such as `+10:00`. */
  timeZone: z.string().min(1).max(64).default("Europe/Copenhagen"),
  /** Days that are like Sundays: dates `YYYY-MM-DD`, or a country such as `DK`. None if left out. */
  holidays: holidaysSpec.optional(),
  latitudeDeg: z.number().min(-66).max(66).default(56.14),
  longitudeDeg: z.number().min(-180).max(180).default(8.97),
  /** When the registers of the meters began to count, `YYYY-MM-DD`. */
  installedOn: z.iso.date().default("2025-01-01"),
  /** How its people take demand-response commands. */
  people: peopleSpec.prefault({}),
  /** Voltage and frequency. */
  grid: gridSpec.prefault({}),
  /** Meters of its loads. Perfect ones if left out. */
  meter: meterSpec.optional(),
  /** What is wrong with meters from the beginning. */
  faults: z.array(faultSpec).max(10_000).optional(),
  /** Kinds of site by a name of yours. */
  sites: z.record(id, siteSpec),
  vens: z
    .array(z.strictObject({ venId: id, resources: z.array(resourceSpec).max(1_000_000) }))
    .min(1)
    .max(100_000),
});

/** A fleet as data, checked, defaults filled in. */
export type FleetSpec = z.infer<typeof fleetParts>;

/** A fleet as data: what JSON or YAML can hold. */
export const fleetSpec = fleetParts.superRefine((fleet, { issues, addIssue }) => {
  if (issues.length > 0) return;
  const { value: first } = brokenRules(fleet).next();
  if (first) addIssue({ code: "custom", path: [...first.path], message: first.rule });
});

/** A fleet as a person writes it. */
export type FleetSpecInput = z.input<typeof fleetSpec>;
