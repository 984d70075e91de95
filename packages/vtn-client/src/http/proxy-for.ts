import { InvalidValueError } from "@ven/core";
import { isLoopback } from "./check-vtn-url.ts";

/** A proxy between us and a VTN. */
export interface ProxyAddress {
  readonly protocol: "http:" | "https:";
  readonly hostname: string;
  readonly port: number;
  /** For its `Proxy-Authorization` header; never shown. */
  readonly authorization: string | undefined;
}

/** Environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for an origin: `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`,
 * unless `NO_PROXY` excepts the host. In small letters they win, as with curl. What is on this
 * machine is never sent through one.
 *
 * @throws {InvalidValueError} if the variable holds no address of an HTTP proxy
 */
export function proxyFor(origin: string, environment: Environment): ProxyAddress | undefined {
  const url = new URL(origin);
  if (isLoopback(url.hostname) || isExcepted(url, read(environment, "no_proxy"))) return undefined;
  const name = url.protocol === "https:" ? "https_proxy" : "http_proxy";
  const text = read(environment, name) || read(environment, "all_proxy");
  return text === "" ? undefined : readAddress(name.toUpperCase(), text);
}

function read(environment: Environment, name: string): string {
  return (environment[name] || environment[name.toUpperCase()] || "").trim();
}

/** `vtn.example.com` excepts itself and what is below it; `*` excepts all; a port narrows it. */
function isExcepted(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const port = portOf(url);
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === "*") return true;
      const [, name = "", entryPort = ""] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
      const domain = name.replace(/^\*?\./, "");
      if (domain === "" || (entryPort !== "" && Number(entryPort) !== port)) return false;
      return host === domain || host.endsWith(`.${domain}`);
    });
}

function readAddress(name: string, text: string): ProxyAddress {
  const withScheme = text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    // It may hold a password.
    throw new InvalidValueError(name, "(hidden)", "write it like http://proxy.example.com:3128");
  }
  const { protocol, username, password } = url;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: portOf(url),
    authorization:
      username === "" ? undefined : `Basic ${Buffer.from(pair, "utf8").toString("base64")}`,
  };
}

function portOf({ protocol, port }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}
