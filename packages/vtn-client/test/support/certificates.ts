import { generate } from "selfsigned";

/** A certificate and its key, PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** Makes certificates as a certificate authority does. */
export interface TestAuthority {
  readonly cert: string;
  /** @param dnsName - whom the certificate is for; it is valid for no other name and no address */
  issue(dnsName: string, more?: { readonly ip?: string }): Promise<Identity>;
}

const KIND = { keyType: "ec", algorithm: "sha256" } as const;

/** Makes an authority that nobody trusts yet. */
export async function newAuthority(): Promise<TestAuthority> {
  const authority = await generate([{ name: "commonName", value: "test authority" }], {
    ...KIND,
    extensions: [{ name: "basicConstraints", cA: true, critical: true }],
  });
  const ca = { cert: authority.cert, key: authority.private };
  return {
    cert: authority.cert,
    async issue(dnsName, { ip } = {}) {
      const altNames = [
        { type: 2 as const, value: dnsName },
        ...(ip === undefined ? [] : [{ type: 7 as const, ip }]),
      ];
      const { cert, private: key } = await generate([{ name: "commonName", value: dnsName }], {
        ...KIND,
        ca,
        extensions: [{ name: "subjectAltName", altNames }],
      });
      return { cert, key };
    },
  };
}

/** Makes a certificate that vouches for itself. */
export async function selfSigned(dnsName: string): Promise<Identity> {
  const { cert, private: key } = await generate([{ name: "commonName", value: dnsName }], KIND);
  return { cert, key };
}
