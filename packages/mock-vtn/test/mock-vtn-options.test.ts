import { createMockVtn, startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";

describe("the options of a mock VTN", () => {
  const client = { clientId: "a", clientSecret: "s", role: "VEN" };

  it.each<[object, string]>([
    [{ clientz: [] }, 'mock VTN: the setting "clientz"'],
    [{ personality: { oneVen: true } }, 'personality: the setting "oneVen"'],
    [{ webhooks: { maxTry: 1 } }, 'webhooks: the setting "maxTry"'],
    [{ mqtt: { url: "mqtt://localhost", user: "u" } }, 'mqtt: the setting "user"'],
    [{ clients: [{ ...client, scope: "read_all" }] }, 'clients: the setting "scope"'],
    [{ faults: [{ fault: { kind: "hang" }, paht: "/" }] }, 'fault rule: the setting "paht"'],
  ])("refuse %o, naming the setting that there is not", async (options, message) => {
    expect(() => createMockVtn(options)).toThrow(message);
    await expect(startMockVtn(options)).rejects.toThrow(message);
  });

  it("names all settings that there are", () => {
    expect(() => createMockVtn({ customers: [] } as object)).toThrow(
      'mock VTN: the setting "customers" is not valid: there are bearerToken, clients, tokenLifetimeS, ',
    );
  });

  it("knows a port and a host only where the VTN listens", async () => {
    expect(() => createMockVtn({ port: 0 } as object)).toThrow('the setting "port"');
    await using running = await startMockVtn({ port: 0, host: "127.0.0.1" });
    expect(running.port).toBeGreaterThan(0);
  });
});
