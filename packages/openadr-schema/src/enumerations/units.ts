/**
 * The units of payload descriptors. Private ones, such as `HZ`, are allowed beside them.
 * OpenADR 3.1.0 Definition, "Unit Enumerations".
 */
export const UNITS = {
  KWH: { meaning: "Energy, kWh." },
  THERMS: { meaning: "Energy of gas: one therm is 100,000 BTU.", since: "3.1.0" },
  GHG: { meaning: "Emission of greenhouse gases, g per kWh." },
  VOLTS: { meaning: "Voltage, V." },
  AMPS: { meaning: "Current, A." },
  CELSIUS: { meaning: "Temperature, degrees Celsius." },
  FAHRENHEIT: { meaning: "Temperature, degrees Fahrenheit." },
  PERCENT: {
    meaning:
      "A share: -1 to 1 stands for -100 % to 100 % in 3.1.0. 3.0.1 says no more than per cent.",
  },
  KW: { meaning: "Real power, kW." },
  KVAH: { meaning: "Apparent energy, kVAh." },
  KVARH: { meaning: "Reactive energy, kVARh." },
  KVA: { meaning: "Apparent power, kVA." },
  KVAR: { meaning: "Reactive power, kVAR." },
} as const;

/** A name of {@link UNITS}. */
export type Unit = keyof typeof UNITS;
