import { InvalidValueError } from "@ven/core";
import { checkPassword, checkText, checkToken } from "./check-option.ts";
import type { InfluxDialect } from "./influx-dialect.ts";
import type {
  InfluxOptions,
  InfluxV1Options,
  InfluxV2Options,
  InfluxV3Options,
} from "./influx-options.ts";

/**
 * What the version in the options wants to be asked.
 *
 * @throws {InvalidValueError} naming the option that is missing or cannot be used
 */
export function chooseDialect(options: InfluxOptions): InfluxDialect {
  switch (options.version) {
    case "1":
      return dialectOfV1(options);
    case "2":
      return dialectOfV2(options);
    case "3":
      return dialectOfV3(options);
    default: {
      const { version } = options satisfies never as { readonly version: unknown };
      throw new InvalidValueError("version", version, 'give "1", "2" or "3"');
    }
  }
}

function dialectOfV1(options: InfluxV1Options): InfluxDialect {
  const database = checkText("database", options.database);
  const { retentionPolicy, createDatabase = true } = options;
  const place: Record<string, string> = { db: database };
  if (retentionPolicy !== undefined) place["rp"] = checkText("retentionPolicy", retentionPolicy);
  return {
    place: `database ${database}`,
    ...basicAuthorization(options),
    writePath: pathWith("/write", { ...place, precision: "ms" }),
    queryPath: (q) => pathWith("/query", { ...place, epoch: "ms", q }),
    ...(createDatabase
      ? { createPath: pathWith("/query", { q: `CREATE DATABASE ${quotedName(database)}` }) }
      : {}),
  };
}

function dialectOfV2(options: InfluxV2Options): InfluxDialect {
  const org = checkText("org", options.org);
  const bucket = checkText("bucket", options.bucket);
  // What a bucket is called where InfluxQL asks for it: InfluxDB 2.7, "Database and retention policy mapping".
  const slash = bucket.indexOf("/");
  const place: Record<string, string> =
    slash < 0 ? { db: bucket } : { db: bucket.slice(0, slash), rp: bucket.slice(slash + 1) };
  return {
    place: `bucket ${bucket}`,
    ...tokenAuthorization("Token", options.token),
    writePath: pathWith("/api/v2/write", { org, bucket, precision: "ms" }),
    queryPath: (q) => pathWith("/query", { ...place, epoch: "ms", q }),
  };
}

function dialectOfV3(options: InfluxV3Options): InfluxDialect {
  const bucket = checkText("bucket", options.bucket);
  return {
    place: `bucket ${bucket}`,
    ...tokenAuthorization("Bearer", options.token),
    writePath: pathWith("/api/v2/write", { bucket, precision: "ms" }),
    queryPath: (q) => pathWith("/query", { db: bucket, epoch: "ms", q }),
  };
}

function pathWith(path: string, parameters: Record<string, string>): string {
  return `${path}?${new URLSearchParams(parameters)}`;
}

/** A name in InfluxQL. */
function quotedName(name: string): string {
  return `"${name.replace(/["\\]/g, "\\$&")}"`;
}

type Credentials = Pick<InfluxDialect, "authorization" | "secrets">;

const NO_CREDENTIALS: Credentials = { secrets: [] };

function tokenAuthorization(scheme: "Token" | "Bearer", token: string | undefined): Credentials {
  if (token === undefined) return NO_CREDENTIALS;
  return { authorization: `${scheme} ${checkToken(token)}`, secrets: [token] };
}

function basicAuthorization({ username, password }: InfluxV1Options): Credentials {
  if (username === undefined && password === undefined) return NO_CREDENTIALS;
  if (username === undefined || password === undefined) {
    const missing = username === undefined ? "username" : "password";
    throw new InvalidValueError(missing, undefined, "give username and password, or neither");
  }
  if (checkText("username", username).includes(":")) {
    throw new InvalidValueError("username", username, "leave out the colon");
  }
  const pair = Buffer.from(`${username}:${checkPassword(password)}`).toString("base64");
  return { authorization: `Basic ${pair}`, secrets: [password, pair] };
}
