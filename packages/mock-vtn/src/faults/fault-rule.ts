import type { OperationId as OperationId301 } from "@ven/openadr-schema/3.0.1";
import type { OperationId as OperationId310 } from "@ven/openadr-schema/3.1.0";
import type { MockVtnProtocol } from "../mock-vtn-protocol.ts";
import type { Fault } from "./fault.ts";

/** An operation of 3.0.1 or 3.1.0, by the `operationId` of its OpenAPI file. */
export type FaultOperationId = OperationId301 | OperationId310;

/** Which requests something happens to, and what. What is left out matches every request. */
export interface FaultRule {
  readonly fault: Fault;
  readonly method?: string | readonly string[];
  /**
   * The path below the base path of its protocol: a text as in the OpenAPI file, such as `/reports`,
   * `/events/{eventID}` or `/events/event-7`, or any pattern.
   */
  readonly path?: string | RegExp;
  readonly operationId?: FaultOperationId | readonly FaultOperationId[];
  readonly protocol?: MockVtnProtocol | readonly MockVtnProtocol[];
  /** From the how many-th matching request on; 1 or more. @defaultValue 1 */
  readonly fromNth?: number;
  /** How often at most; 1 or more. @defaultValue no limit */
  readonly times?: number;
  /** How likely at each matching request; 0 to 1. @defaultValue 1 */
  readonly probability?: number;
  /**
   * Decides chances and ranges, together with how many requests have matched the rule: rules with
   * the same seed strike alike, whenever they were added. @defaultValue 0
   */
  readonly seed?: string | number;
}

/** A rule in force. Disposing of it, or `remove()`, ends it. */
export interface AddedFault extends Disposable {
  readonly rule: FaultRule;
  /** How many requests matched, struck or not; those that an earlier rule struck are not among them. */
  readonly matchedCount: number;
  /** How many answers it spoiled. */
  readonly struckCount: number;
  remove(): void;
}
