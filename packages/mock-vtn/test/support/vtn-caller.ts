/** An answer of a VTN, its JSON read. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** What tests read of objects and problems. */
export interface AnyObject {
  readonly id: string;
  readonly detail: string;
  readonly [property: string]: unknown;
}

/** Sends a request with a JSON body over a real socket. */
export type VtnCaller = <Body = AnyObject>(
  method: string,
  path: string,
  body?: unknown,
) => Promise<Answer<Body>>;

/** Calls the operations below an address, with a token or without. */
export function vtnCaller(vtnUrl: string, token?: string): VtnCaller {
  return async <Body>(method: string, path: string, body?: unknown) => {
    const answer = await fetch(vtnUrl + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body };
  };
}

/** Calls the operations below an address as an OAuth client, with all scopes of its role. */
export async function clientCaller(
  vtnUrl: string,
  clientId: string,
  clientSecret = "secret",
): Promise<VtnCaller> {
  const answer = await fetch(`${vtnUrl}/auth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const { access_token: token } = (await answer.json()) as { readonly access_token: string };
  return vtnCaller(vtnUrl, token);
}
