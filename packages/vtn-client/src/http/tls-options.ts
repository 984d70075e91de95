import { createSecureContext, type SecureContext } from "node:tls";
import { InvalidValueError } from "@ven/core";
import { checkCertificates } from "./check-certificates.ts";
import { checkSwitch } from "./check-switch.ts";

/** Whom to trust, and who we are, on a TLS connection. All certificates and keys are PEM text. */
export interface VtnTlsOptions {
  /** Certificates to trust instead of the system's. */
  readonly ca?: string | readonly string[];
  /** Our certificate and its chain, for a VTN that asks for one (mTLS). */
  readonly cert?: string;
  /** The key of `cert`; never logged. */
  readonly key?: string;
  /** What `key` is encrypted with, if it is; never logged. */
  readonly passphrase?: string;
  /**
   * Accepts any certificate of this VTN, and so anybody who pretends to be it: for a test bench only.
   * A warning is logged each time. @defaultValue false
   */
  readonly insecureSkipVerify?: boolean;
}

/** {@link VtnTlsOptions} as Node wants them. */
export interface TlsConnection {
  readonly minVersion: "TLSv1.2";
  readonly rejectUnauthorized: boolean;
  readonly secureContext?: SecureContext;
}

/**
 * Checks what can be checked before anything is connected, as OpenSSL passes over what is empty and
 * over authorities that are none.
 *
 * @throws {InvalidValueError} if a certificate is missing or cannot be read
 */
export function checkTls(options: VtnTlsOptions): VtnTlsOptions {
  if (typeof options !== "object") {
    throw new InvalidValueError("tls", "(hidden)", "give an object such as { ca }");
  }
  const { ca, cert, key, insecureSkipVerify = false } = options;
  checkSwitch("tls.insecureSkipVerify", insecureSkipVerify);
  if (ca !== undefined) checkCertificates("tls.ca", [ca].flat());
  if ((cert === undefined) !== (key === undefined)) {
    throw new InvalidValueError("tls", options, "give cert and key together, or neither");
  }
  for (const [name, text] of Object.entries({ cert, key })) {
    if (text === "") throw new InvalidValueError(`tls.${name}`, text, "give PEM text");
  }
  return options;
}

/**
 * TLS 1.2 or later, verified whatever `NODE_TLS_REJECT_UNAUTHORIZED` says.
 *
 * @throws {InvalidValueError} if a certificate or key cannot be read
 */
export function tlsConnection(options: VtnTlsOptions): TlsConnection {
  const { ca, cert, key, passphrase, insecureSkipVerify = false } = options;
  const own = {
    ...(ca === undefined ? {} : { ca: [ca].flat() }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
  return {
    minVersion: "TLSv1.2",
    rejectUnauthorized: !insecureSkipVerify,
    ...(Object.keys(own).length === 0 ? {} : { secureContext: readSecureContext(own) }),
  };
}

function readSecureContext(own: Parameters<typeof createSecureContext>[0]): SecureContext {
  try {
    // One for all connections: reading certificates anew for each would cost more than the handshake.
    return createSecureContext({ ...own, minVersion: "TLSv1.2" });
  } catch (error) {
    // OpenSSL's words name the fault, never the key.
    const rule = `give PEM text that belongs together (${(error as Error).message})`;
    throw new InvalidValueError("tls", "(hidden)", rule);
  }
}
