import { describeError, VenId } from "@ven/core";
import { isStoreError } from "@ven/store";
import type { CommandContext } from "../compose/command-context.ts";
import { DEFAULT_DATABASE, openRegistry } from "../compose/open-registry.ts";
import { bad, type Finding, good } from "./finding.ts";

/** What the database says. */
export interface FleetExamination {
  readonly findings: readonly Finding[];
  /** The VENs to ask the VTN about. */
  readonly venIds: readonly string[];
}

/** Looks at the database: whether it opens, and which VENs have approved resources. */
export async function examineFleet(context: CommandContext): Promise<FleetExamination> {
  const file = context.settings.database ?? DEFAULT_DATABASE;
  try {
    await using store = await openRegistry(context, { mustExist: true });
    const known = (await store.registry.loadVens()).map(({ venId }): string => venId);
    const venIds = context.settings.vens ?? known;
    if (venIds.length === 0) {
      return { findings: [bad("Database", `${file} holds no VEN`, "database")], venIds };
    }
    const findings: Finding[] = [good("Database", `${file}, ${known.length} VENs`)];
    for (const venId of venIds) {
      const resources = await store.registry.loadVenResources(VenId(venId));
      const approvedCount = resources.filter(({ status }) => status === "APPROVED").length;
      const name = `Resources of ${venId}`;
      const detail = `${approvedCount} of ${resources.length} APPROVED`;
      findings.push(approvedCount > 0 ? good(name, detail) : bad(name, detail, "approved"));
    }
    return { findings, venIds };
  } catch (error) {
    return { findings: [databaseFinding(error)], venIds: [] };
  }
}

function databaseFinding(error: unknown): Finding {
  const detail = describeError(error);
  if (!isStoreError(error)) return bad("Database", detail, "database");
  switch (error.code) {
    case "STORE_MISSING":
    case "STORE_NOT_A_FILE":
      return bad("Database", detail, "database");
    case "STORE_NOT_WRITABLE":
      return bad("Database", detail, "notWritable");
    default:
      // What the store says of its file has the remedy in it.
      return { name: "Database", ok: false, detail };
  }
}
