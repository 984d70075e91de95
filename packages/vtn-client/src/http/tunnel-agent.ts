import https, { type AgentOptions } from "node:https";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect } from "node:tls";
import { openTunnel } from "./open-tunnel.ts";
import type { ProxyAddress } from "./proxy-for.ts";

type OnConnection = (error: Error | null, socket?: Duplex) => void;

/** An agent of node:https whose connections are kept alive, and go through a proxy. */
export function tunnelAgent(
  proxy: ProxyAddress,
  options: AgentOptions,
  limits: Parameters<typeof openTunnel>[2],
): https.Agent {
  const agent = new https.Agent(options);
  const createConnection = (target: ConnectionOptions, onConnection: OnConnection): void => {
    const { host = "", port = 443 } = target;
    openTunnel(proxy, { hostname: host, port: Number(port) }, limits).then(
      (socket) => onConnection(null, connect({ ...target, socket })),
      onConnection,
    );
  };
  return Object.assign(agent, { createConnection });
}
