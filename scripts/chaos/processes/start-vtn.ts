import { fork } from "node:child_process";
import { once } from "node:events";
import type { VtnOrder, VtnProcessSettings, VtnReady } from "../vtn/vtn-message.ts";

/** A VTN in another process. */
export interface VtnProcess extends AsyncDisposable {
  readonly vtnUrl: string;
  tell(order: VtnOrder): void;
}

/** Starts a VTN in a process of its own. */
export async function startVtn(program: string, settings: VtnProcessSettings): Promise<VtnProcess> {
  const child = fork(program, [JSON.stringify(settings)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    execArgv: [],
  });
  const gone = once(child, "exit");
  const ready = once(child, "message") as Promise<[VtnReady]>;
  const first = await Promise.race([ready, gone.then(() => undefined)]);
  if (first === undefined) throw new Error("the process of the VTN ended before it listened");
  return {
    vtnUrl: first[0].vtnUrl,
    tell: (order) => child.send(order),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
