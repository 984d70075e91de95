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
  const { terminal, settings, clock, logger } = context;
  const path = outboxPath(context);
  if (!existsSync(path)) {
    const shown = relative(terminal.workingFolder, path);
    throw new SettingError(
      `there is no outbox ${shown}: \`ven run\` makes it; name another with --outbox or --database`,
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
