import { mixedWord, type TextKey } from "@ven/core";
import type { Weather } from "./weather.ts";

const HOURS_PER_YEAR = 8_766;

/** Never reuse a number. */
const STREAM = { temperature: 1, clearness: 2, wind: 3 } as const;

/** Weather that nobody measured: season, day and slow noise. */
export function syntheticWeather(key: TextKey): Weather {
  const noise = (stream: number, position: number) => {
    const slot = Math.floor(position);
    const part = position - slot;
    const before = mixedWord(key, stream, slot) / 0x1_0000_0000;
    const after = mixedWord(key, stream, slot + 1) / 0x1_0000_0000;
    return before + (after - before) * part * part * (3 - 2 * part);
  };
  return {
    temperatureC(hour) {
      const season = Math.cos((2 * Math.PI * (hour - 24 * 20)) / HOURS_PER_YEAR);
      const day = Math.cos((2 * Math.PI * (hour - 14)) / 24);
      return 8.5 - 8.5 * season + 2.5 * day + 10 * (noise(STREAM.temperature, hour / 60) - 0.5);
    },
    clearness(minute) {
      return 0.2 + 0.8 * noise(STREAM.clearness, minute / 240);
    },
    windMs(hour) {
      return 10 * noise(STREAM.wind, hour / 12);
    },
  };
}
