import { checkKnownKeys, InvalidValueError, type KeysOf } from "@ven/core";
import { checkCanStrike } from "./check-can-strike.ts";
import {
  FAULT_KINDS,
  type Fault,
  type FaultDelay,
  type FaultKind,
  type FaultMoment,
} from "./fault.ts";
import type { FaultRule } from "./fault-rule.ts";

/** Longest wait of a timer, ms. */
const LONGEST_DELAY_MS = 2_147_483_647;

/**
 * Refuses a rule that could never do what its author meant.
 *
 * @throws {InvalidValueError} that names the setting
 */
export function checkFaultRule(rule: FaultRule): void {
  checkKnownKeys("fault rule", rule, RULE_KEYS);
  checkFault(rule.fault);
  const { fromNth = 1, times = 1, probability = 1 } = rule;
  checkWhole("fault rule: fromNth", fromNth, 1, Number.MAX_SAFE_INTEGER);
  checkWhole("fault rule: times", times, 1, Number.MAX_SAFE_INTEGER);
  if (!(probability >= 0 && probability <= 1)) {
    throw new InvalidValueError("fault rule: probability", probability, "give a number, 0 to 1");
  }
  checkCanStrike(rule);
}

const RULE_KEYS: KeysOf<FaultRule> = {
  fault: true,
  method: true,
  path: true,
  operationId: true,
  protocol: true,
  fromNth: true,
  times: true,
  probability: true,
  seed: true,
};

function checkFault(fault: Fault): void {
  if (typeof fault !== "object" || fault === null) {
    const rule = 'give an object with a kind, such as { kind: "hang" }';
    throw new InvalidValueError("fault rule: fault", fault, rule);
  }
  const { kind } = fault;
  checkOneOf("fault: kind", kind, FAULT_KINDS);
  checkKnownKeys<Fault>(`fault "${kind}"`, fault, FAULT_KEYS[kind]);
  (CHECKS[kind] as (fault: Fault) => void)(fault);
}

const FAULT_KEYS: { readonly [Kind in FaultKind]: KeysOf<Extract<Fault, { kind: Kind }>> } = {
  latency: { kind: true, delayMs: true, when: true },
  status: { kind: true, status: true, body: true, when: true },
  retryAfter: { kind: true, status: true, delayMs: true, as: true },
  reset: { kind: true, when: true, as: true },
  hang: { kind: true, when: true },
  trickle: { kind: true, bytesPerInterval: true, intervalMs: true },
  truncate: { kind: true, keptBytes: true },
  malformed: { kind: true, body: true, when: true },
  expiredToken: { kind: true, status: true },
  redirect: { kind: true, location: true, status: true },
  endlessPaging: { kind: true, ids: true },
  oversized: { kind: true, bytes: true, isChunked: true },
  custom: { kind: true, answer: true },
};

const CHECKS: { readonly [Kind in FaultKind]: (fault: Extract<Fault, { kind: Kind }>) => void } = {
  latency({ delayMs, when }) {
    checkDelay(delayMs);
    checkMoment(when);
  },
  status({ status, body = "problem", when }) {
    checkWhole("fault: status", status, 200, 599);
    checkOneOf("fault: body", body, ["problem", "html", "empty"]);
    if (body !== "empty" && [204, 205, 304].includes(status)) {
      throw new InvalidValueError("fault: body", body, `a ${status} has none: give "empty"`);
    }
    checkMoment(when);
  },
  retryAfter({ status, delayMs, as = "seconds" }) {
    checkOneOf("fault: status", status, [429, 503]);
    checkWhole("fault: delayMs", delayMs, 0, LONGEST_DELAY_MS);
    checkOneOf("fault: as", as, ["seconds", "date", "nonsense"]);
  },
  reset({ when, as = "reset" }) {
    checkMoment(when);
    checkOneOf("fault: as", as, ["reset", "end"]);
  },
  hang({ when }) {
    checkMoment(when);
  },
  trickle({ bytesPerInterval, intervalMs }) {
    checkWhole("fault: bytesPerInterval", bytesPerInterval, 1, 1_000_000);
    checkWhole("fault: intervalMs", intervalMs, 1, LONGEST_DELAY_MS);
  },
  truncate({ keptBytes = 0 }) {
    checkWhole("fault: keptBytes", keptBytes, 0, Number.MAX_SAFE_INTEGER);
  },
  malformed({ body, when }) {
    const bodies = ["notJson", "wrongShape", "html", "wrongContentType", "empty"];
    checkOneOf("fault: body", body, bodies);
    if (body === "wrongContentType" && when === "beforeStoring") {
      throw new InvalidValueError("fault: when", when, "the right body comes after storing only");
    }
    checkMoment(when);
  },
  expiredToken({ status = 401 }) {
    checkOneOf("fault: status", status, [401, 403]);
  },
  redirect({ location, status = 307 }) {
    checkOneOf("fault: status", status, [301, 302, 303, 307, 308]);
    // What a header can hold.
    if (typeof location !== "string" || !/^[\x21-\x7e]{1,8000}$/.test(location)) {
      throw new InvalidValueError("fault: location", location, "give an address, percent-encoded");
    }
  },
  endlessPaging({ ids = "same" }) {
    checkOneOf("fault: ids", ids, ["same", "new"]);
  },
  oversized({ bytes = 1 }) {
    checkWhole("fault: bytes", bytes, 1, 1_000_000_000);
  },
  custom({ answer }) {
    if (typeof answer !== "function") {
      throw new InvalidValueError("fault: answer", answer, "give a function");
    }
  },
};

function checkMoment(when: FaultMoment | undefined): void {
  checkOneOf("fault: when", when ?? "beforeStoring", ["beforeStoring", "afterStoring"]);
}

function checkDelay(delay: FaultDelay): void {
  const { minMs, maxMs } = typeof delay === "object" ? delay : { minMs: delay, maxMs: delay };
  checkWhole("fault: delayMs", minMs, 0, LONGEST_DELAY_MS);
  checkWhole("fault: delayMs", maxMs, minMs, LONGEST_DELAY_MS);
}

function checkWhole(subject: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new InvalidValueError(subject, value, `give a whole number, ${min} to ${max}`);
}

function checkOneOf(
  subject: string,
  value: string | number,
  allowed: readonly (string | number)[],
): void {
  if (allowed.includes(value)) return;
  throw new InvalidValueError(subject, value, `give one of ${allowed.join(", ")}`);
}
