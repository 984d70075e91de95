import { X509Certificate } from "node:crypto";
import { InvalidValueError } from "@ven/core";

/** What a certificate begins with, by any of its names in OpenSSL. */
const BEGINNING = /^-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----/;

/**
 * Checks texts in which there must be certificates: where there are none, OpenSSL says nothing, and
 * every handshake fails as if the VTN's certificate were at fault.
 *
 * @throws {InvalidValueError} if a text holds none, or one that cannot be read; shows nothing of it
 */
export function checkCertificates(name: string, texts: readonly string[]): void {
  if (texts.length === 0) throw new InvalidValueError(name, texts, "give a certificate at least");
  for (const text of texts) {
    const parts = typeof text === "string" ? text.split(/(?=-----BEGIN )/) : [];
    const certificates = parts.filter((part) => BEGINNING.test(part));
    if (certificates.length > 0 && certificates.every(isReadable)) continue;
    const fault =
      certificates.length === 0
        ? "there is no certificate in it"
        : "it has a certificate that cannot be read";
    const rule = `${fault}: give the text of a PEM file (-----BEGIN CERTIFICATE-----...), not its path`;
    throw new InvalidValueError(name, text === undefined ? undefined : "(hidden)", rule);
  }
}

function isReadable(certificate: string): boolean {
  try {
    new X509Certificate(certificate);
    return true;
  } catch {
    return false;
  }
}
