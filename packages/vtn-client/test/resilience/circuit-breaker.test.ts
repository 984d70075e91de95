import { ManualClock } from "@ven/core/testing";
import { describe, expect, it } from "vitest";
import {
  type CallHealth,
  CircuitBreaker,
  type CircuitPhase,
} from "../../src/resilience/circuit-breaker.ts";

function start(openMs = 1_000) {
  const clock = new ManualClock();
  const changes: [CircuitPhase, number][] = [];
  const breaker = new CircuitBreaker({
    clock,
    openMs,
    onChange: (phase, ms) => changes.push([phase, ms]),
  });
  const tell = (health: CallHealth, count = 1) => {
    for (let each = 0; each < count; each += 1) {
      expect(breaker.waitMs).toBe(0);
      breaker.record(health, breaker.admit());
    }
  };
  return { clock, breaker, changes, tell };
}

describe("a circuit breaker", () => {
  it("opens at the tenth request in a row that finds the VTN down", () => {
    const { breaker, tell } = start();
    tell("down", 9);
    expect(breaker.phase).toBe("closed");
    tell("down");
    expect(breaker.phase).toBe("open");
    expect(breaker.waitMs).toBe(1_000);
  });

  it("bears a VTN of which every fifth request succeeds", () => {
    const { breaker, tell } = start();
    for (let round = 0; round < 20; round += 1) {
      tell("up");
      tell("down", 4);
    }
    expect(breaker.phase).toBe("closed");
  });

  it("opens after 17 that found a VTN down which was up before", () => {
    const { breaker, tell } = start();
    tell("up", 100);
    tell("down", 16);
    expect(breaker.phase).toBe("closed");
    tell("down");
    expect(breaker.phase).toBe("open");
  });

  it("takes no notice of what was ended from our side", () => {
    const { breaker, tell } = start();
    tell("unknown", 100);
    expect(breaker.phase).toBe("closed");
  });

  it("lets one request find out after a pause, which doubles up to sixteen times", async () => {
    const { clock, breaker, changes, tell } = start();
    tell("down", 10);
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 16_000]) {
      await clock.advance(pauseMs - 1);
      expect(breaker.waitMs).toBe(1);
      await clock.advance(1);
      expect(breaker.waitMs).toBe(0);
      expect(breaker.admit()).toBe(true);
      expect(breaker.phase).toBe("halfOpen");
      expect(breaker.waitMs).toBeGreaterThan(0);
      breaker.record("down", true);
    }
    await clock.advance(16_000);
    expect(breaker.admit()).toBe(true);
    breaker.record("up", true);
    expect(breaker.phase).toBe("closed");
    expect(changes.at(-1)).toEqual(["closed", 0]);
    // All is forgotten, the doubling too.
    tell("down", 10);
    expect(breaker.waitMs).toBe(1_000);
  });

  it("lets another find out when the first was given up", async () => {
    const { clock, breaker, tell } = start();
    tell("down", 10);
    await clock.advance(1_000);
    expect(breaker.admit()).toBe(true);
    breaker.record("unknown", true);
    expect(breaker.waitMs).toBe(0);
    expect(breaker.admit()).toBe(true);
  });

  it("does not listen to requests that were sent before it opened", async () => {
    const { clock, breaker, tell } = start();
    tell("down", 10);
    breaker.record("up", false);
    expect(breaker.phase).toBe("open");
    await clock.advance(1_000);
    expect(breaker.admit()).toBe(true);
    breaker.record("down", false);
    expect(breaker.phase).toBe("halfOpen");
  });

  it("never opens when its pause is 0", () => {
    const { breaker, tell } = start(0);
    tell("down", 100);
    expect(breaker.phase).toBe("closed");
  });
});
