import { InvalidValueError } from "@ven/core";

/**
 * Checks the base address of a VTN and drops its trailing slash.
 *
 * @param options.allowPlainHttp - allow `http://` to another machine, where anybody on the way reads
 * the token. @defaultValue false
 * @throws {InvalidValueError} if it is missing, is no http(s) address, holds credentials, a query or a
 * fragment, or would send the token in the clear
 */
export function checkVtnUrl(
  text: string,
  options: { readonly allowPlainHttp?: boolean } = {},
): string {
  if (typeof text !== "string" || text === "") {
    const rule =
      "give the base address of the VTN, such as https://vtn.example.com/openadr3; if it comes from the environment, check that the variable is set";
    throw new InvalidValueError("vtnUrl", text, rule);
  }
  if (text.length > 2_048 || !URL.canParse(text)) {
    // What cannot be taken apart may hold a password or a token anywhere.
    const shown = /[@?]/.test(text) ? "(hidden)" : text;
    throw new InvalidValueError("vtnUrl", shown, "write it like https://vtn.example.com/openadr3");
  }
  const url = new URL(text);
  const shown = `${url.protocol}//${url.host}${url.pathname}`;
  if (url.username !== "" || url.password !== "") {
    throw new InvalidValueError("vtnUrl", url.host, "take the credentials out; use bearerToken");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new InvalidValueError("vtnUrl", shown, "it must begin with https://");
  }
  if (url.search !== "" || url.hash !== "") {
    throw new InvalidValueError("vtnUrl", shown, "end it with the base path: no ? and no #");
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && options.allowPlainHttp !== true) {
    throw new InvalidValueError(
      "vtnUrl",
      shown,
      "readings and token would travel in the clear: use https://, or set allowPlainHttp",
    );
  }
  return url.href.replace(/\/+$/, "");
}

/** Whether a host name is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
