import { InvalidValueError } from "../errors/invalid-value-error.ts";
import type { Clock } from "./clock.ts";
import { waitUntil } from "./wait-until.ts";

/** How a {@link scaledClock} differs from the clock below it. */
export interface ScaledClockOptions {
  /** How much faster time passes; above 0, to 1_000_000. @defaultValue 1 */
  readonly speed?: number;
  /** What it shows at first, epoch ms. @defaultValue what the clock below shows */
  readonly startMs?: number;
}

/**
 * A clock that runs faster or slower than another: at speed 60 a minute takes a second. Its wall time
 * never jumps.
 *
 * @throws {InvalidValueError} if an option is out of its range
 */
export function scaledClock(base: Clock, options: ScaledClockOptions = {}): Clock {
  const { speed = 1, startMs = base.now() } = options;
  if (!(speed > 0 && speed <= 1e6)) {
    throw new InvalidValueError("speed", speed, "give a number above 0, to 1_000_000");
  }
  if (!Number.isFinite(startMs)) throw new InvalidValueError("startMs", startMs, "give epoch ms");
  const beganMs = base.monotonic();
  const monotonic = () => (base.monotonic() - beganMs) * speed;
  return {
    now: () => Math.floor(startMs + monotonic()),
    monotonic,
    after(delayMs, callback) {
      const dueMs = base.monotonic() + delayMs / speed;
      return waitUntil(base, () => dueMs - base.monotonic(), callback);
    },
  };
}
