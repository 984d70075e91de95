// Checks that no tracked file names a package registry's host, a path of one machine, or a secret.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rootFolder } from "./workspace.mjs";

/** Written in pieces, so that this file does not find itself. */
const forbidden = [
  {
    what: "a registry host",
    pattern: new RegExp(`\\bregistry\\.[a-z0-9-]+\\.[a-z]+|${"https?://"}registry\\b`, "i"),
  },
  { what: "a tarball address", pattern: new RegExp(`${"tarball:"} *http`, "i") },
  {
    what: "a path of one machine",
    pattern: new RegExp(`(^|[\\s"'\`=(:])/(${["home", "root", "work", "Users"].join("|")})/[\\w.]`),
  },
  { what: "a schema address", pattern: /"\$schema": *"http(?!s:\/\/json-schema\.org\/)/ },
  { what: "a private key", pattern: new RegExp(`-----BEGIN [A-Z ]*${"PRIVATE"} KEY`) },
];

const files = execFileSync("git", ["ls-files", "-z"], { cwd: rootFolder, encoding: "utf8" })
  .split("\0")
  .filter((file) => file !== "" && existsSync(join(rootFolder, file)));
const faults = files.flatMap((file) => {
  const text = readFileSync(join(rootFolder, file), "utf8");
  return text
    .split("\n")
    .flatMap((line, index) =>
      forbidden
        .filter(({ pattern }) => pattern.test(line))
        .map(({ what }) => `${file}:${index + 1}: names ${what}: ${line.trim().slice(0, 120)}`),
    );
});
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exitCode = 1;
}
