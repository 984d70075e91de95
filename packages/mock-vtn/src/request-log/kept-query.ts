/** What of a query may be kept. Nobody should put a credential there; some do. */
export function keptQuery(query: string): string {
  if (!/token|secret|password|%/i.test(query)) return query;
  const parameters = new URLSearchParams(query);
  for (const name of new Set(parameters.keys())) {
    if (/token|secret|password/i.test(name)) parameters.set(name, "[redacted]");
  }
  return parameters.toString();
}
