import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { ObjectType, Operation } from "@ven/openadr-schema/3.1.0";
import type { AskedTargets } from "../privacy/object-view.ts";

/** Something that happened to an object of 3.0.1 or 3.1.0; told once the VTN has done it. */
export interface ObjectChange {
  readonly protocol: OpenAdrVersion;
  readonly objectType: ObjectType;
  /** `READ` is told of an object that is read by its id, not of lists. */
  readonly operation: Operation;
  readonly id: string;
  /** The client that owns the object, or made it. */
  readonly clientId: string;
  /** The object as business logic sees it; of a `DELETE`, as it last was. */
  readonly object: object;
  /**
   * The object as a client sees it, foreign targets hidden.
   *
   * @param asked - the targets that it asks for. @defaultValue all that it was granted
   * @returns `undefined` if it may not see it
   */
  seenBy(clientId: string, asked?: AskedTargets): object | undefined;
}
