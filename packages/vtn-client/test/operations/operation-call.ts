/** How the client reaches one operation of the specification. */
export interface OperationCall<Vtn, Samples> {
  /** As a user writes it; the table in the docs shows it. */
  readonly shown: string;
  run(vtn: Vtn, samples: Samples): Promise<unknown>;
  /** What the answer must hold. */
  expected(samples: Samples): unknown;
}
