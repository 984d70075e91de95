import { InvalidValueError } from "../errors/invalid-value-error.ts";
import type { Clock } from "./clock.ts";
import { waitUntil } from "./wait-until.ts";

/** How the time of a {@link steppedClock} moves. */
export interface SteppedClockOptions {
  /** How far it moves at once, whole ms, 1 or more. */
  readonly stepMs: number;
  /** From one step to the next, ms of the clock below; above 0. @defaultValue `stepMs` */
  readonly everyMs?: number;
  /** What it shows at first, epoch ms. @defaultValue the last whole step of the clock below */
  readonly startMs?: number;
}

/**
 * A clock that stands still between steps: with `stepMs` 900_000 and `everyMs` 1_000 a quarter of an hour
 * passes each second, and what is read carries whole quarters. Who waits is called back at the first
 * step that is not before the end of the wait.
 *
 * @throws {InvalidValueError} if an option is out of its range
 */
export function steppedClock(base: Clock, options: SteppedClockOptions): Clock {
  const { stepMs, everyMs = stepMs } = options;
  if (!(Number.isSafeInteger(stepMs) && stepMs >= 1)) {
    throw new InvalidValueError("stepMs", stepMs, "give whole ms, 1 or more");
  }
  if (!(everyMs > 0 && everyMs < Number.POSITIVE_INFINITY)) {
    throw new InvalidValueError("everyMs", everyMs, "give ms above 0");
  }
  const { startMs = Math.floor(base.now() / stepMs) * stepMs } = options;
  if (!Number.isFinite(startMs)) throw new InvalidValueError("startMs", startMs, "give epoch ms");
  const beganMs = base.monotonic();
  const step = () => Math.floor((base.monotonic() - beganMs) / everyMs);
  return {
    now: () => startMs + step() * stepMs,
    monotonic: () => step() * stepMs,
    after(delayMs, callback) {
      const dueStep = step() + Math.ceil(delayMs / stepMs);
      const leftMs = () => (step() >= dueStep ? 0 : beganMs + dueStep * everyMs - base.monotonic());
      return waitUntil(base, leftMs, callback);
    },
  };
}
