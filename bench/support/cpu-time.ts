/** CPU seconds that an action takes, whatever else the machine does. */
export function cpuSeconds(action: () => void): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
