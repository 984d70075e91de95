import { Refusal } from "./refusal.ts";

/** The most items that one page holds. */
export const LONGEST_PAGE = 50;

const OBJECT_ID = /^[a-zA-Z0-9_-]{1,128}$/;

/** Which part of a list is asked for. */
export interface Page {
  readonly skip: number;
  readonly limit: number;
}

/**
 * Reads the parameters of a query; those that an operation does not know are ignored.
 *
 * Every method throws a {@link Refusal} 400 that names the parameter which breaks its rule.
 */
export class QueryReader {
  readonly #params: URLSearchParams | undefined;

  /** @param query - what stands behind the `?` */
  constructor(query: string) {
    this.#params = query === "" ? undefined : new URLSearchParams(query);
  }

  /** A text of 1 to 128 characters. */
  name(parameter: string): string | undefined {
    const value = this.#params?.get(parameter) ?? undefined;
    if (value === undefined) return undefined;
    return checkName(parameter, value);
  }

  /** An id as a VTN gives it. */
  id(parameter: string): string | undefined {
    const value = this.#params?.get(parameter) ?? undefined;
    return value === undefined ? undefined : checkObjectId(parameter, value);
  }

  /** A parameter that may come several times; `undefined` if it does not come. */
  names(parameter: string): readonly string[] | undefined {
    const values = this.#params?.getAll(parameter) ?? [];
    return values.length === 0 ? undefined : values.map((value) => checkName(parameter, value));
  }

  /** The same, of a closed set. */
  oneOf<Value extends string>(
    parameter: string,
    allowed: readonly Value[],
  ): readonly Value[] | undefined {
    return this.names(parameter)?.map((value) => {
      const found = allowed.find((candidate) => candidate === value);
      if (found !== undefined) return found;
      throw new Refusal(400, `${parameter}: give ${allowed.join(", ")}`);
    });
  }

  /** `true` or `false`; `false` if it does not come. */
  flag(parameter: string): boolean {
    const value = this.#params?.get(parameter) ?? "false";
    if (value !== "true" && value !== "false") {
      throw new Refusal(400, `${parameter}: give true or false`);
    }
    return value === "true";
  }

  /** `skip` (default 0) and `limit` (0 to 50, default 50). */
  page(): Page {
    const skip = this.#params?.get("skip") ?? "0";
    const limit = this.#params?.get("limit") ?? String(LONGEST_PAGE);
    if (!/^\d{1,10}$/.test(skip) || Number(skip) > 2_147_483_647) {
      throw new Refusal(400, "skip: give a whole number, 0 or more");
    }
    if (!/^\d{1,2}$/.test(limit) || Number(limit) > LONGEST_PAGE) {
      throw new Refusal(400, `limit: give a whole number from 0 to ${LONGEST_PAGE}`);
    }
    return { skip: Number(skip), limit: Number(limit) };
  }
}

/** @throws {Refusal} 400 if it is no id that a VTN could have given */
export function checkObjectId(name: string, value: string): string {
  if (OBJECT_ID.test(value)) return value;
  throw new Refusal(400, `${name}: give 1 to 128 letters, digits, _ and -`);
}

function checkName(name: string, value: string): string {
  if (value.length > 0 && value.length <= 256 && [...value].length <= 128) return value;
  throw new Refusal(400, `${name}: give 1 to 128 characters`);
}
