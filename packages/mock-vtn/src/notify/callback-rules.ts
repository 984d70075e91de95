import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { type AddressKind, addressKind } from "./address-kind.ts";

/** What a mock VTN may call, so that no client can send it where the client itself cannot go. */
export interface CallbackRulesOptions {
  /** Whether others than this machine reach the VTN: then only public addresses are called. */
  readonly isExposed: boolean;
  /** Host names and addresses that are called by http and https, wherever they lead. */
  readonly allowedHosts: readonly string[];
}

/** Longest address of a callback, characters. */
const LONGEST_URL = 8_000;

const HTTPS_ONLY = "give an https address";
const LOCAL_HTTP = "http is for this machine only: give an https address";

/** Judges callback addresses when they are registered, and again at each connection. */
export class CallbackRules {
  readonly #isExposed: boolean;
  readonly #allowedHosts: ReadonlySet<string>;

  constructor({ isExposed, allowedHosts }: CallbackRulesOptions) {
    this.#isExposed = isExposed;
    this.#allowedHosts = new Set(allowedHosts.map((host) => host.toLowerCase()));
  }

  /** Why an address is refused; `undefined` if it is not, as far as its text tells. */
  refusalOf(callbackUrl: string): string | undefined {
    if (callbackUrl.length > LONGEST_URL || !URL.canParse(callbackUrl)) return HTTPS_ONLY;
    const url = new URL(callbackUrl);
    if (url.protocol !== "https:" && url.protocol !== "http:") return HTTPS_ONLY;
    if (url.username !== "" || url.password !== "") return "leave user and password out";
    const host = hostOf(url);
    if (this.#allowedHosts.has(host)) return undefined;
    const kind = isLocalName(host) ? "loopback" : addressKind(host);
    if (url.protocol === "http:" && (this.#isExposed || kind !== "loopback")) {
      return this.#isExposed ? HTTPS_ONLY : LOCAL_HTTP;
    }
    return kind === undefined ? undefined : this.#refusalOf(kind, url.protocol);
  }

  /** Resolves names for one callback, and refuses addresses that break the rules. */
  lookupFor(callbackUrl: URL): LookupFunction {
    const isAllowed = this.#allowedHosts.has(hostOf(callbackUrl));
    return (hostname, options, callback) => {
      lookup(hostname, { ...options, all: true }, (error, found) => {
        if (error !== null) {
          callback(error, []);
          return;
        }
        const usable = isAllowed
          ? found
          : found.filter(({ address }) => {
              const kind = addressKind(address);
              return kind !== undefined && !this.#refusalOf(kind, callbackUrl.protocol);
            });
        const [first] = usable;
        if (first === undefined)
          callback(new Error("its address is not one that may be called"), []);
        else if (options.all === true) callback(null, usable);
        else callback(null, first.address, first.family);
      });
    };
  }

  #refusalOf(kind: AddressKind, protocol: string): string | undefined {
    if (protocol === "http:" && kind !== "loopback") return LOCAL_HTTP;
    if (this.#isExposed && kind !== "public") return "give a public address";
    return undefined;
  }
}

/** Host name or address, without the brackets of IPv6. */
function hostOf({ hostname }: URL): string {
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? host.replace(/\.$/, "") : host;
}

function isLocalName(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost");
}
