import { isInvalidValueError } from "@ven/core";
import { memoryOutbox, type Outbox, type OutboxOptions } from "@ven/store";
import { type MakeOutbox, type OutboxContractOptions, outboxContract } from "@ven/store/testing";
import { describe, expect, it } from "vitest";

const RANDOM_SEQUENCES =
  "is like the simplest outbox there can be, whatever is called, and wherever the process ends";

type Run = () => Promise<void>;

/** The cases that the suite defines, by name. */
function casesOf(
  makeStore: MakeOutbox,
  options: OutboxContractOptions = {},
): ReadonlyMap<string, Run> {
  const cases = new Map<string, Run>();
  outboxContract(makeStore, {
    ...options,
    describe: (_, define) => define(),
    it: (name, run) => cases.set(name, run),
  });
  return cases;
}

/** Names of the cases that an outbox fails. */
async function failuresOf(
  makeStore: MakeOutbox,
  options: OutboxContractOptions = {},
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const [name, run] of casesOf(makeStore, { numRuns: 20, seed: 5, ...options })) {
    await run().catch(() => failures.push(name));
  }
  return failures;
}

/** An outbox in memory with one call that does something else. */
function broken(change: (outbox: Outbox) => Partial<Outbox>): MakeOutbox {
  return (options: OutboxOptions) => {
    const outbox = memoryOutbox(options);
    const changes = change(outbox) as Record<PropertyKey, unknown>;
    return new Proxy(outbox, {
      get(target, name) {
        if (name in changes) return changes[name];
        const value = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  };
}

describe("outboxContract", () => {
  it("passes an outbox that only hands its calls on", async () => {
    expect(await failuresOf(broken(() => ({})))).toEqual([]);
  });

  it("fails an outbox that loses a settlement", async () => {
    const cases = casesOf(
      broken(() => ({ settle: async () => undefined })),
      { numRuns: 20 },
    );
    await expect(
      cases.get("deletes an entry once it is delivered, and counts its readings")?.(),
    ).rejects.toThrow();
    await expect(cases.get(RANDOM_SEQUENCES)?.()).rejects.toThrow(/Property failed[\s\S]*"settle"/);
  });

  it("fails an outbox whose books do not balance, whatever the case is about", async () => {
    const cases = casesOf(
      broken((outbox) => ({
        status: async () => {
          const status = await outbox.status();
          const sinks = status.sinks.map((sink) => ({ ...sink, acceptedCount: 1 }));
          return { ...status, sinks };
        },
      })),
    );
    const run = cases.get("changes nothing by reading");
    await expect(run?.()).rejects.toThrow(
      "vtn: delivered + dropped + expired + pending + intent + dead is not what was accepted",
    );
  });

  it("looks at what must survive the process only if the outbox can be opened again", async () => {
    const name = "offers for a look at once what was under way, with its note";
    expect(casesOf(memoryOutbox).has(name)).toBe(false);
    const reopen = (_: Outbox, options: OutboxOptions): Outbox => memoryOutbox(options);
    expect(casesOf(memoryOutbox, { reopen }).has(name)).toBe(true);
    const failures = await failuresOf(memoryOutbox, { reopen });
    expect(failures).toHaveLength(9);
    expect(failures).toContain(name);
    expect(failures).toContain(RANDOM_SEQUENCES);
  });

  it("prints the seed and the shortest sequence of a failure", async () => {
    const makeStore = broken(() => ({ retry: async () => 0 }));
    const cases = casesOf(makeStore, { numRuns: 100, seed: 5 });
    await expect(cases.get(RANDOM_SEQUENCES)?.()).rejects.toThrow(/seed: 5[\s\S]*"kind":"retry"/);
  });

  it("asks for describe and it where the runner has no globals", () => {
    expect(() => outboxContract(memoryOutbox)).toThrow("give describe and it as options");
    try {
      outboxContract(memoryOutbox);
    } catch (error) {
      expect(isInvalidValueError(error)).toBe(true);
    }
  });
});
