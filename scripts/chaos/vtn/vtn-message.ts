import type { ChaosVtnOptions } from "./chaos-vtn.ts";

/** What the process of a VTN is started with, as JSON in its first argument. */
export interface VtnProcessSettings extends Omit<ChaosVtnOptions, "onStored" | "clock"> {
  /** Where it writes down what it stores. */
  readonly journalPath: string;
}

/** What the process of a VTN is told. */
export type VtnOrder =
  | {
      /** To end a process at the n-th report from now on, once it is stored and before it is answered. */
      readonly kind: "killAfterStoring";
      readonly pid: number;
      readonly nth: number;
    }
  | { readonly kind: "trouble"; readonly isOn: boolean };

/** What the process of a VTN tells. */
export interface VtnReady {
  readonly vtnUrl: string;
}
