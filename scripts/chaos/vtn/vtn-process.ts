// A VTN in a process of its own: it outlives those that send to it, and writes down what it stores.
import { Journal } from "../history/journal.ts";
import { startChaosVtn } from "./chaos-vtn.ts";
import type { VtnOrder, VtnProcessSettings, VtnReady } from "./vtn-message.ts";

async function main(): Promise<void> {
  const settings = JSON.parse(process.argv[2] ?? "{}") as VtnProcessSettings;
  const { journalPath, ...options } = settings;
  const journal = new Journal(journalPath);
  let victim: { readonly pid: number; left: number } | undefined;
  const running = await startChaosVtn({
    ...options,
    onStored(event) {
      journal.write(event);
      if (victim === undefined) return;
      victim.left -= 1;
      if (victim.left > 0) return;
      process.kill(victim.pid, "SIGKILL");
      victim = undefined;
    },
  });
  process.on("message", (order: VtnOrder) => {
    if (order.kind === "killAfterStoring") victim = { pid: order.pid, left: order.nth };
    else if (!order.isOn) running.vtn.faults.clear();
  });
  // Who started it is gone.
  process.once("disconnect", () => process.exit());
  process.send?.({ vtnUrl: running.vtnUrls[options.protocol] } satisfies VtnReady);
}

await main();
