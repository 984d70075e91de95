/** Tells the process that started this one where to send requests, and how much CPU they take. */
export function serveBench(url: string): void {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuUs: user + system });
  });
  process.once("disconnect", () => process.exit());
  process.send?.({ url });
}
