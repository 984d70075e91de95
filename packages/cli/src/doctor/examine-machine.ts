import { freemem } from "node:os";
import { checkSqliteBinding } from "@ven/store";
import { bad, type Finding, good } from "./finding.ts";

/** Free memory that a fleet of 100,000 loads wants, MB. */
const WANTED_FREE_MB = 256;

/** Looks at Node, the SQLite binding and memory. */
export function examineMachine(): readonly Finding[] {
  return [examineNode(), examineSqlite(), examineMemory()];
}

function examineNode(): Finding {
  const { node } = process.versions;
  const [major = 0, minor = 0] = node.split(".").map(Number);
  const isNewEnough = major > 20 || (major === 20 && minor >= 19);
  return isNewEnough ? good("Node", node) : bad("Node", node, "node");
}

function examineSqlite(): Finding {
  const binding = checkSqliteBinding();
  return binding.ok
    ? good("SQLite binding", `SQLite ${binding.sqliteVersion}`)
    : bad("SQLite binding", binding.reason, "sqlite");
}

function examineMemory(): Finding {
  const freeMB = Math.round(freemem() / 1_000_000);
  const detail = `${freeMB} MB free`;
  return freeMB >= WANTED_FREE_MB ? good("Memory", detail) : bad("Memory", detail, "memory");
}
