import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const packagesFolder = fileURLToPath(new URL("./packages/", import.meta.url));

/** Points every `@ven/*` import at its source, so that tests need no build and show real lines. */
export const sourceAliases: { find: RegExp; replacement: string }[] = readdirSync(
  packagesFolder,
).flatMap((folder) => {
  const manifest = JSON.parse(readFileSync(`${packagesFolder}${folder}/package.json`, "utf8"));
  return Object.keys(manifest.exports)
    .filter((subpath) => subpath !== "./package.json")
    .map((subpath) => ({
      find: new RegExp(`^${manifest.name}${subpath.slice(1)}$`),
      replacement: `${packagesFolder}${folder}/src/${subpath === "." ? "index" : subpath.slice(2)}.ts`,
    }));
});
