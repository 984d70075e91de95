import { answerFailure, type NetworkFailure } from "./network-failure.ts";

/** Largest answer that is read, bytes, as sent and as unpacked. */
export const MAX_ANSWER_BYTES: number = 5 * 1_048_576;

/** Most bytes of an answer's headers, and so at most half as many headers. */
export const MAX_HEADER_BYTES: number = 16_384;

/** The failure of an answer that is larger. */
export function answerTooLarge(): NetworkFailure {
  return answerFailure("ANSWER_TOO_LARGE", "its answer is over 5 MiB");
}

/** Gathers the parts of an answer's body, up to {@link MAX_ANSWER_BYTES}. */
export class AnswerBody {
  #first: Buffer | undefined;
  #rest: Buffer[] | undefined;
  #byteCount = 0;

  /** @returns whether there is room for it */
  add(part: Buffer): boolean {
    this.#byteCount += part.length;
    if (this.#byteCount > MAX_ANSWER_BYTES) return false;
    if (this.#first === undefined) this.#first = part;
    else {
      this.#rest ??= [];
      this.#rest.push(part);
    }
    return true;
  }

  /** All parts as one. */
  join(): Buffer {
    const first = this.#first ?? Buffer.alloc(0);
    return this.#rest === undefined ? first : Buffer.concat([first, ...this.#rest]);
  }
}
