import { Agent, request } from "node:http";

/** Sends JSON bodies over connections that stay open. */
export interface PostClient extends Disposable {
  /**
   * Sends a body some times, as many at a time as there are connections.
   *
   * @throws {Error} if an answer is not 201
   */
  postMany(url: string, body: Uint8Array, count: number): Promise<void>;
}

export function postClient(connections: number): PostClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const post = (url: string, body: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      const headers = { "content-type": "application/json", "content-length": body.byteLength };
      const outgoing = request(url, { method: "POST", agent, headers }, (answer) => {
        answer.resume();
        answer.once("end", () => {
          if (answer.statusCode === 201) resolve();
          else reject(new Error(`${url} answered ${answer.statusCode}`));
        });
      });
      outgoing.once("error", reject);
      outgoing.end(body);
    });
  return {
    async postMany(url, body, count) {
      let left = count;
      const sendOn = async () => {
        while (left > 0) {
          left -= 1;
          await post(url, body);
        }
      };
      await Promise.all(Array.from({ length: connections }, sendOn));
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}
