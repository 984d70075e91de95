import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import type { ProxyAddress } from "./proxy-for.ts";

/** Why a proxy did not let us through. */
class ProxyError extends Error {
  readonly code: string;

  constructor({ hostname, port }: ProxyAddress, status: number) {
    super(`the proxy ${hostname}:${port} answered CONNECT with ${status}`);
    this.code = status >= 500 ? "PROXY_FAILED" : "PROXY_REFUSED";
  }
}

/**
 * Opens a connection to a host by way of a proxy (HTTP CONNECT).
 *
 * @param options.timeoutMs - after which the proxy is given up: nobody waits for it any more
 * @param options.signal - gives it up at once
 * @throws what the network says, or code `PROXY_REFUSED` or `PROXY_FAILED`
 */
export function openTunnel(
  proxy: ProxyAddress,
  target: { readonly hostname: string; readonly port: number },
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<Socket> {
  const { hostname, port } = target;
  const authority = `${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
  const headers: Record<string, string> = { host: authority };
  if (proxy.authorization !== undefined) headers["proxy-authorization"] = proxy.authorization;
  const module = proxy.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const request = module.request({
      host: proxy.hostname,
      port: proxy.port,
      method: "CONNECT",
      path: authority,
      headers,
      agent: false,
      timeout: options.timeoutMs,
      signal: options.signal,
    });
    request.once("connect", (answer, socket, head) => {
      socket.setTimeout(0);
      if (answer.statusCode === 200 && head.length === 0) {
        resolve(socket as Socket);
        return;
      }
      socket.destroy();
      reject(new ProxyError(proxy, answer.statusCode ?? 0));
    });
    // An answer to CONNECT comes as `connect`; this is a proxy that knows no CONNECT.
    request.once("response", (answer) => {
      answer.destroy();
      reject(new ProxyError(proxy, answer.statusCode ?? 0));
    });
    request.once("timeout", () => request.destroy(new Error("the proxy does not answer")));
    request.once("error", reject);
    request.end();
  });
}
