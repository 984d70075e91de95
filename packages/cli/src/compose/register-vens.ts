import { describeError, isVenError, VenError } from "@ven/core";
import type { VenManager } from "@ven/manager";
import { CLI_LOG } from "../cli-log.ts";
import { onFirstInterrupt } from "../console/on-interrupt.ts";
import type { CommandContext } from "./command-context.ts";
import { loginOf } from "./vtn-login.ts";

/** How long a VTN that says nothing at all keeps readings from being taken, ms. */
const PATIENCE_MS = 10_000;
/** After how long it is said what is waited for, ms. */
const SAY_MS = 1_000;

/**
 * Registers VENs at the VTN; one that fails is logged, and the manager tries it again at each tick. That
 * the VTN is away ends nothing: what is read meanwhile is kept.
 *
 * @throws {SettingError} if one has no login
 * @throws the first failure, if all of them fail and time mends none of it
 */
export async function registerVens(
  context: CommandContext,
  manager: VenManager,
  venIds: readonly string[],
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  for (const venId of venIds) loginOf(context, venId);
  const { logger, clock } = context;
  const patience = new AbortController();
  const stopWaiting = () => patience.abort(new NoAnswerYetError());
  const say = () => {
    const facts = { venCount: venIds.length, patienceMs: PATIENCE_MS };
    if (manager.vens.size === 0) logger.info(facts, CLI_LOG.registering);
  };
  const forgetSaying = clock.after(SAY_MS, say);
  const forget = clock.after(PATIENCE_MS, () => {
    if (manager.vens.size === 0) stopWaiting();
  });
  if (signal?.aborted === true) stopWaiting();
  signal?.addEventListener("abort", stopWaiting, { once: true });
  const failures = await manager.registerLoadVens(venIds, { signal: patience.signal });
  forgetSaying();
  forget();
  signal?.removeEventListener("abort", stopWaiting);
  signal?.throwIfAborted();
  const [first] = failures.values();
  const isAway = [...failures.values()].some((error) => isVenError(error) && error.isRetryable);
  if (failures.size === venIds.length && !isAway && first !== undefined) throw first;
  for (const [venId, error] of failures) {
    // That we gave up tells less than why.
    const cause = patience.signal.aborted ? patience.signal.reason : error;
    logger.error({ venId, reason: describeError(cause) }, CLI_LOG.venNotRegistered);
  }
}

/**
 * {@link registerVens}, until Ctrl-C.
 *
 * @returns whether it came to its end
 */
export async function registerUnlessStopped(
  context: CommandContext,
  manager: VenManager,
  venIds: readonly string[],
): Promise<boolean> {
  const abort = new AbortController();
  const forget = onFirstInterrupt(context.terminal, () => abort.abort());
  try {
    await registerVens(context, manager, venIds, { signal: abort.signal });
    return true;
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    return false;
  } finally {
    forget();
  }
}

/** The VTN takes its time; what is read meanwhile is kept. */
class NoAnswerYetError extends VenError {
  constructor() {
    super(`the VTN has not answered within ${PATIENCE_MS / 1_000} s`, {
      code: "VTN_SILENT",
      isRetryable: true,
    });
  }
}
