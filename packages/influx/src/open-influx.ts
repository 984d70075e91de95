import { InvalidValueError, silentLogger, systemClock } from "@ven/core";
import { checkInfluxUrl } from "./http/check-influx-url.ts";
import { InfluxConnection } from "./http/influx-connection.ts";
import { InfluxCache } from "./influx-cache.ts";
import { checkWhole } from "./versions/check-option.ts";
import { chooseDialect } from "./versions/choose-dialect.ts";
import type { InfluxOptions } from "./versions/influx-options.ts";

/**
 * A cache of readings in an InfluxDB. Nothing is sent yet: an InfluxDB that is away shows at the first
 * call.
 *
 * @throws {InvalidValueError} naming the option that cannot be used; shows no token and no password
 */
export function openInflux(options: InfluxOptions): InfluxCache {
  const {
    allowPlainHttp = false,
    measurement = "ven_reading",
    timeoutMs = 10_000,
    clock = systemClock,
    logger = silentLogger,
  } = options;
  const url = checkInfluxUrl(options.url, allowPlainHttp);
  const dialect = chooseDialect(options);
  if (!/^[A-Za-z]\w{0,63}$/.test(measurement)) {
    const rule = "give a letter, then letters, digits and _, at most 64 in all";
    throw new InvalidValueError("measurement", measurement, rule);
  }
  checkWhole("timeoutMs", timeoutMs, 1, 600_000);
  const { authorization, secrets } = dialect;
  const connection = new InfluxConnection({ url, authorization, secrets, timeoutMs, clock });
  return new InfluxCache({ connection, dialect, measurement, logger });
}
