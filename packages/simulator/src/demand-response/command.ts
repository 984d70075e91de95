/** What a load is asked to do: neutral, so that any protocol can be translated into it. */
export type CommandAction =
  | {
      /** Draw less. */
      readonly kind: "shed";
      /** 0 as usual, 1 moderate, 2 high, 3 all that can be done without. */
      readonly level: 0 | 1 | 2 | 3;
    }
  | {
      /** Draw at most this. */
      readonly kind: "powerLimit";
      /** Of each load, W, 0 or more. */
      readonly limitW: number;
    }
  | {
      /** Keep this temperature. */
      readonly kind: "setpoint";
      readonly temperatureC: number;
    }
  | {
      /** Keep a temperature that differs from the usual by this; below 0 is cooler. */
      readonly kind: "setpointOffset";
      readonly offsetK: number;
    }
  | {
      /** What energy costs; those who care about it draw less than usual when it is high. */
      readonly kind: "price";
      /** Per kWh, in any currency. */
      readonly perKwh: number;
    }
  | {
      /** Charge with this power, or discharge where it is below 0. */
      readonly kind: "dispatch";
      /** Of each load, W; positive imports. */
      readonly powerW: number;
    };

/**
 * Which loads are asked; each part that is given must fit. All loads if nothing is given. Names that
 * the fleet has not are refused.
 */
export interface CommandTargets {
  readonly venIds?: readonly string[];
  readonly resourceIds?: readonly string[];
  readonly loadIds?: readonly string[];
  /** The `kind` of a load, such as `ev-charging`, or the name of its model, such as `ev`. */
  readonly kinds?: readonly string[];
}

/** Something that a fleet is asked to do from `startMs` until `endMs`. */
export interface Command {
  /** 1 to 128 characters, unique in its simulator. */
  readonly id: string;
  readonly action: CommandAction;
  readonly startMs: number;
  /** Until further notice if left out. */
  readonly endMs?: number;
  readonly targets?: CommandTargets;
  /**
   * Of several of one kind that are in force the one with the lowest number is obeyed; of equal ones the
   * one that began last, not the stricter.
   *
   * @defaultValue 0
   */
  readonly priority?: number;
}
