import { existsSync } from "node:fs";
import { relative } from "node:path";
import { type Outbox, openOutbox } from "@ven/store";
import { SettingError } from "../errors/setting-error.ts";
import { parseSize } from "../settings/parse-size.ts";
import type { CommandContext } from "./command-context.ts";
import { outboxPath } from "./outbox-path.ts";

/**
 * Opens the outbox to look, retry and purge, whether or not somebody delivers from it meanwhile.
 *
 * @throws {SettingError} if there is none
 * @throws {StoreError} if it cannot be opened
 */
export async function visitOutbox(context: CommandContext): Promise<Outbox> {
  const { settings, clock, logger } = context;
  const path = outboxPath(context);
  const missing = missingOutbox(context);
  if (missing !== undefined) {
    throw new SettingError(
      `there is no outbox ${missing}: \`ven run\` makes it; name another with --outbox or --database`,
    );
  }
  const { maxOutboxBytes } = settings;
  return openOutbox({
    path,
    mustExist: true,
    role: "visitor",
    clock,
    logger,
    ...(maxOutboxBytes === undefined ? {} : { maxBytes: parseSize(maxOutboxBytes) }),
  });
}

/** The outbox that does not exist, as a person would name it; `undefined` if it does. */
export function missingOutbox(context: CommandContext): string | undefined {
  const path = outboxPath(context);
  return existsSync(path) ? undefined : relative(context.terminal.workingFolder, path);
}
