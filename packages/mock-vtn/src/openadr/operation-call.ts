import type { Caller } from "../auth/caller.ts";
import type { QueryReader } from "../http/query-reader.ts";
import type { VtnAnswer } from "../http/vtn-answer.ts";
import type { VtnRequest } from "../http/vtn-request.ts";
import type { ObjectView } from "../privacy/object-view.ts";

/** One call of an operation, past the checks of token and scope. */
export interface OperationCall {
  readonly request: VtnRequest;
  readonly caller: Caller;
  /** The ids in the path, checked. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: QueryReader;
  /** What the caller may see. */
  readonly view: ObjectView;
}

/** Does an operation. */
export type OperationHandler = (call: OperationCall) => VtnAnswer | Promise<VtnAnswer>;

/** A handler for each operation of a version; one that is missing is a type error. */
export type OperationHandlers<OperationId extends string> = Readonly<
  Record<OperationId, OperationHandler>
>;
