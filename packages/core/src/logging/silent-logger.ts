import type { Logger } from "./logger.ts";

const ignore = (): void => undefined;

/** Logs nothing: the default of every library package. */
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
