import { startMockVtn } from "@ven/mock-vtn";

const running = await startMockVtn({ port: 0 });
process.send?.({ vtnUrl: running.vtnUrl });
process.on("message", (message) => {
  if (message === "count") process.send?.({ reportCount: running.vtn.reportCount });
  if (message === "stop") running.close().then(() => process.disconnect());
});
