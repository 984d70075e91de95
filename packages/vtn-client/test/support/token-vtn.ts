import type { IncomingMessage, ServerResponse } from "node:http";
import { answerJson, type HostileServer, startHostileServer } from "./hostile-server.ts";

/** A request to the token endpoint, taken apart. */
export interface TokenPost {
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
}

/** A VTN with a token endpoint, both of which answer as a test tells them. */
export interface TokenVtn extends AsyncDisposable {
  readonly vtnUrl: string;
  /** What was posted to the token endpoint, in order. */
  readonly posts: readonly TokenPost[];
  /** `method path authorization` of all other requests, in order. */
  readonly calls: readonly string[];
  /** How the token endpoint answers; by default with `token-1`, `token-2`, ... for an hour. */
  onToken: (response: ServerResponse, post: TokenPost, count: number) => void;
  /** How all else is answered; by default 200 to the newest token, else as {@link revoke} said. */
  onCall: (response: ServerResponse, request: IncomingMessage) => void;
  /** How `GET /auth/server` is answered; by default with 404. */
  onServerInfo: (response: ServerResponse) => void;
  /** How often it was asked for. */
  readonly serverInfoCount: number;
  /** Lets no token be good any more. @param status - what they are refused with. @defaultValue 401 */
  revoke(status?: number): void;
  /** Answers the token endpoint with the next token. */
  grant(response: ServerResponse, more?: Readonly<Record<string, unknown>>): void;
}

/** Starts such a VTN on a free loopback port. */
export async function startTokenVtn(): Promise<TokenVtn> {
  const posts: TokenPost[] = [];
  const calls: string[] = [];
  let newest = "none";
  let refuseWith = 401;
  let serverInfoCount = 0;
  const server: HostileServer = await startHostileServer((request, response) => {
    const { method, url = "", headers } = request;
    const path = url.replace("/openadr3", "");
    if (path === "/auth/server") {
      serverInfoCount += 1;
      return vtn.onServerInfo(response);
    }
    if (path !== "/auth/token") {
      calls.push(`${method} ${path} ${headers.authorization}`);
      return vtn.onCall(response, request);
    }
    const body = server.requests.at(-1)?.body ?? "";
    const post = { form: new URLSearchParams(body), authorization: headers.authorization };
    posts.push(post);
    return vtn.onToken(response, post, posts.length);
  });
  const vtn: TokenVtn = {
    vtnUrl: server.vtnUrl,
    posts,
    calls,
    onToken: (response) => vtn.grant(response),
    onCall: (response, request) =>
      answerJson(
        response,
        request.headers.authorization === `Bearer ${newest}` ? 200 : refuseWith,
        {},
      ),
    onServerInfo: (response) => answerJson(response, 404, {}),
    get serverInfoCount() {
      return serverInfoCount;
    },
    revoke(status = 401) {
      newest = "none";
      refuseWith = status;
    },
    grant(response, more = { expires_in: 3_600 }) {
      newest = `token-${posts.length}`;
      answerJson(response, 200, { access_token: newest, token_type: "Bearer", ...more });
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
  return vtn;
}
