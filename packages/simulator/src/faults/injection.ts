/** A fault that was injected, to be taken away again: by `using`, or by hand. */
export interface Injection {
  /** Takes the fault away, from now on. Harmless when it is gone. */
  remove(): void;
  /** The same as {@link remove}. */
  [Symbol.dispose](): void;
}
