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
  kind: z
    .string()
    .min(1)
    .max(64)
    .describe("What it is, such as kitchen; chooses the model where none is given."),
  ratedPowerW: z.number().positive().max(1e9).describe("Highest power that it usually draws, W."),
  name: z.string().min(1).max(128).optional().describe("Name for people."),
  description: z.string().max(1_000).optional(),
  model: modelSpec
    .optional()
    .describe("How it behaves. What is usual for its kind at its resourceType if left out."),
  meter: meterSpec.optional().describe("Its meter. That of its site if left out."),
});

/** What stands at sites of one kind. */
export const siteSpec = z.strictObject({
  resourceType: z.string().min(1).max(64).describe("What the site is, such as pub."),
  loads: z.array(loadSpec).min(1).max(64),
  meter: meterSpec.optional().describe("Meters of its loads. That of the fleet if left out."),
});

/** One site, or `count` of them that differ by `{n}` in id and name, 1 to `count`. */
export const resourceSpec = z.strictObject({
  resourceId: id.describe("Unique in the fleet; with {n} where there is a count."),
  name: id,
  site: id.describe("Name of one of sites."),
  count: z
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .optional()
    .describe(
      "How many there are; {n} in id and name is the number of each, from 1. One if left out.",
    ),
  status: z.enum(RESOURCE_STATUSES).default("APPROVED"),
  meterPointId: z
    .string()
    .length(18)
    .optional()
    .describe("18 digits; derived from the id if left out."),
  location: z
    .strictObject({
      latitudeDeg: z.number().min(-90).max(90),
      longitudeDeg: z.number().min(-180).max(180),
    })
    .optional(),
  externalResourceId: id.optional(),
  maxConsumptionW: z
    .number()
    .min(0)
    .max(1e12)
    .optional()
    .describe("Most that the site may draw, W; told to registries, not enforced."),
  maxProductionW: z
    .number()
    .min(0)
    .max(1e12)
    .optional()
    .describe("Most that the site may export, W; told to registries, not enforced."),
});

/** A fleet as data, but for the rules that hold between its parts. */
const fleetParts = z.strictObject({
  $schema: z
    .string()
    .max(2_048)
    .optional()
    .describe("The JSON Schema that editors check the file against; it is not read."),
  name: id,
  timeZone: z
    .string()
    .min(1)
    .max(64)
    .default("Europe/Copenhagen")
    .describe("Whose days the fleet lives by: an IANA name, or an offset such as +10:00."),
  holidays: holidaysSpec
    .optional()
    .describe(
      "Days that are like Sundays: dates YYYY-MM-DD, or a country such as DK. None if left out.",
    ),
  latitudeDeg: z
    .number()
    .min(-66)
    .max(66)
    .default(56.14)
    .describe("Where its sun and weather are, degrees north."),
  longitudeDeg: z
    .number()
    .min(-180)
    .max(180)
    .default(8.97)
    .describe("Where its sun and weather are, degrees east."),
  installedOn: z.iso
    .date()
    .refine(isInstallable, "give a date from 1970-01-01 to 2200-12-31")
    .default("2025-01-01")
    .describe(
      "When the registers of the meters began to count, YYYY-MM-DD, from 1970-01-01 to 2200-12-31.",
    ),
  people: peopleSpec.prefault({}).describe("How its people take demand-response commands."),
  grid: gridSpec.prefault({}).describe("Voltage and frequency."),
  meter: meterSpec.optional().describe("Meters of its loads. Perfect ones if left out."),
  faults: z
    .array(faultSpec)
    .max(10_000)
    .optional()
    .describe("What is wrong with meters from the beginning."),
  sites: z.record(id, siteSpec).describe("Kinds of site by a name of yours."),
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

function isInstallable(date: string): boolean {
  return date >= "1970-01-01" && date <= "2200-12-31";
}
