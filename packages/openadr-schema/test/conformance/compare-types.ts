import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import type { OpenApi } from "./open-api.ts";
import type { Version } from "./spec-folder.ts";

/** One of our types, and where an OpenAPI file describes the same. */
export interface TypePair {
  /** Such as `report.resources[]`. */
  readonly place: string;
  /** Such as `ReportResource`, or an expression of our types. */
  readonly type: string;
}

/** How two types of a {@link TypePair} compare. */
export interface TypeVerdict {
  readonly isOursAssignable: boolean;
  readonly isTheirsAssignable: boolean;
}

const FOLDER = dirname(fileURLToPath(import.meta.url));
const GENERATED = join(FOLDER, "generated-from-openapi.ts");
const PAIRS = join(FOLDER, "pairs-of-types.ts");

/**
 * Compares our types with those that openapi-typescript generates, apart from `readonly` and from
 * index signatures: the same properties, optional or required, of the same types.
 *
 * @throws {Error} if a type does not exist
 */
export async function compareTypes(
  version: Version,
  document: OpenApi,
  pairs: readonly TypePair[],
): Promise<readonly TypeVerdict[]> {
  const generated = await openapiTS(structuredClone(document) as object as OpenAPI3, {
    // A default is what a reader assumes, not what a writer must give.
    defaultNonNullable: false,
  });
  const program = programOf({
    [GENERATED]: astToString(generated),
    [PAIRS]: pairsText(version, pairs),
  });
  const source = program.getSourceFile(PAIRS);
  if (source === undefined) throw new Error("the types were not read");
  const [fault] = program.getSemanticDiagnostics(source);
  if (fault) throw new Error(ts.flattenDiagnosticMessageText(fault.messageText, "\n"));

  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(source);
  const types = new Map(
    (module ? checker.getExportsOfModule(module) : []).map((symbol) => [
      symbol.name,
      checker.getDeclaredTypeOfSymbol(symbol),
    ]),
  );
  const typeNamed = (name: string) => {
    const type = types.get(name);
    if (type === undefined || type.flags & ts.TypeFlags.Any) throw new Error(`${name} is no type`);
    return type;
  };
  return pairs.map((_, index) => {
    const ours = typeNamed(`Ours${index}`);
    const theirs = typeNamed(`Theirs${index}`);
    return {
      isOursAssignable: checker.isTypeAssignableTo(ours, theirs),
      isTheirsAssignable: checker.isTypeAssignableTo(theirs, ours),
    };
  });
}

function pairsText(version: Version, pairs: readonly TypePair[]): string {
  const names = new Set(pairs.flatMap(({ type }) => type.match(/(?<!["\w])[A-Z][a-z]\w*/g) ?? []));
  for (const builtIn of ["Omit", "Required"]) names.delete(builtIn);
  return [
    `import type { ${[...names].join(", ")} } from "../../src/${version}.ts";`,
    `import type { components } from "./generated-from-openapi.ts";`,
    `type Plain<T> = T extends readonly (infer Item)[] ? readonly Plain<Item>[]
      : T extends object
        ? {
            readonly [Key in keyof T as string extends Key ? never : Key]-?: [
              object extends Pick<T, Key> ? "optional" : "required",
              Plain<Exclude<T[Key], undefined>>,
            ];
          }
        : T;`,
    ...pairs.flatMap(({ place, type }, index) => [
      `export type Ours${index} = Plain<${type}>;`,
      `export type Theirs${index} = Plain<${generatedType(place)}>;`,
    ]),
  ].join("\n");
}

/** `report.resources[]` as a type. */
function generatedType(place: string): string {
  return place
    .replaceAll("[]", ".[]")
    .split(".")
    .reduce(
      (type, key) => `NonNullable<${type}>[${key === "[]" ? "number" : JSON.stringify(key)}]`,
      `components["schemas"]`,
    );
}

/** Files on disk, read once for all programs. */
const parsed = new Map<string, ts.SourceFile>();

function programOf(virtual: Readonly<Record<string, string>>): ts.Program {
  const configPath = join(FOLDER, "../../../../tsconfig.base.json");
  const config = ts.readConfigFile(configPath, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, dirname(configPath));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => path in virtual || fileExists(path);
  host.readFile = (path) => virtual[path] ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const text = virtual[path];
    if (text !== undefined) return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
    const file = parsed.get(path) ?? getSourceFile(path, ...rest);
    if (file !== undefined) parsed.set(path, file);
    return file;
  };
  return ts.createProgram({ rootNames: Object.keys(virtual), options, host });
}
