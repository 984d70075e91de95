import { InvalidValueError } from "@ven/core";

/** Longest address that is taken. */
const MAX_URL_LENGTH = 2_048;

/**
 * Checks the base address of an InfluxDB and drops its trailing slash.
 *
 * @param allowPlainHttp - allow `http://` to another machine, where anybody on the way reads the
 * readings and the token
 * @throws {InvalidValueError} if it is no http(s) address, holds credentials, a query or a fragment,
 * or would send the token in the clear
 */
export function checkInfluxUrl(text: string, allowPlainHttp: boolean): URL {
  if (typeof text !== "string" || text.length > MAX_URL_LENGTH || !URL.canParse(text)) {
    // What cannot be taken apart may hold a password anywhere.
    const shown = typeof text === "string" && /[@?]/.test(text) ? "(hidden)" : text;
    throw new InvalidValueError("url", shown, "write it like http://127.0.0.1:8086");
  }
  const url = new URL(text);
  const shown = `${url.protocol}//${url.host}${url.pathname}`;
  if (url.username !== "" || url.password !== "") {
    const rule = "take the credentials out; use username and password, or token";
    throw new InvalidValueError("url", shown, rule);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new InvalidValueError("url", shown, "it must begin with https:// or http://");
  }
  if (url.search !== "" || url.hash !== "") {
    throw new InvalidValueError("url", shown, "end it with the base path: no ? and no #");
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && allowPlainHttp !== true) {
    const rule =
      "readings and token would travel in the clear: use https://, or set allowPlainHttp";
    throw new InvalidValueError("url", shown, rule);
  }
  url.pathname = url.pathname.replace(/\/+$/, "");
  return url;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
