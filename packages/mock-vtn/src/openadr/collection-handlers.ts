import { type JsonBody, readJson } from "../http/read-json.ts";
import { Refusal } from "../http/refusal.ts";
import { type BodyPart, jsonTextAnswer } from "../http/vtn-answer.ts";
import type { AskedTargets } from "../privacy/object-view.ts";
import { checkRoom } from "../store/check-room.ts";
import type { Collection } from "../store/collection.ts";
import type { Draft, StoredRecord } from "../store/stored-record.ts";
import type { OpenAdrVtn } from "./openadr-vtn.ts";
import type { OperationCall, OperationHandler } from "./operation-call.ts";

/** What sets the collections of a VTN apart; see {@link collectionHandlers}. */
export interface CollectionRules<Body, Fields extends object> {
  readonly collection: Collection<Fields>;
  /** Name of the id in the path. */
  readonly idParam: string;
  /** Checks the shape of a body. */
  readonly check: (json: JsonBody, call: OperationCall) => Body;
  /** Whatever else takes time before a body is taken. */
  readonly prepare?: (body: Body) => Promise<void>;
  /** Checks a body against what the VTN holds, and says what is to be kept of it. */
  readonly draft: (
    body: Body,
    call: OperationCall,
    previous: StoredRecord<Fields> | undefined,
  ) => Draft<Fields>;
  /** What follows from a body that was taken. */
  readonly follow?: (record: StoredRecord<Fields>, body: Body, call: OperationCall) => void;
  /** Among which objects the caller looks. @defaultValue all of the collection */
  readonly within?: (call: OperationCall) => Iterable<StoredRecord<Fields>>;
  /** Whether the address names this object's place. @defaultValue always */
  readonly isAt?: (record: StoredRecord<Fields>, call: OperationCall) => boolean;
  /** Reads the filters of a query. */
  readonly filter: (call: OperationCall) => (record: StoredRecord<Fields>) => boolean;
  /** @defaultValue takes it out of the collection */
  readonly remove?: (record: StoredRecord<Fields>) => void;
}

/** The five operations on the objects of one type. */
export interface CollectionHandlers {
  readonly search: OperationHandler;
  readonly create: OperationHandler;
  readonly get: OperationHandler;
  readonly update: OperationHandler;
  readonly remove: OperationHandler;
}

/** Makes the five operations of one type of objects: what is the same for all of them. */
export function collectionHandlers<Body, Fields extends object>(
  vtn: OpenAdrVtn,
  rules: CollectionRules<Body, Fields>,
): CollectionHandlers {
  const { collection, idParam } = rules;
  const { objectType } = collection;

  /** @throws {Refusal} 404 if there is no such object for the caller */
  const find = (
    call: OperationCall,
  ): { record: StoredRecord<Fields>; seen: StoredRecord<Fields> } => {
    const id = call.params[idParam] ?? "";
    const record = collection.get(id);
    const asked: AskedTargets = call.query.names("targets") ?? "granted";
    if (record !== undefined && rules.isAt?.(record, call) !== false) {
      const seen = call.view.see(objectType, record, asked);
      if (seen !== undefined) return { record, seen };
    }
    throw new Refusal(404, `there is no ${objectType.toLowerCase()} "${id}"`);
  };
  const readBody = async (call: OperationCall): Promise<Body> => {
    const body = rules.check(await readJson(call.request, vtn.maxBodyBytes), call);
    await rules.prepare?.(body);
    return body;
  };
  const answer = (status: number, record: StoredRecord<Fields>, call: OperationCall) => {
    const seen = call.view.see(objectType, record, "granted") ?? record;
    return jsonTextAnswer(status, seen.json());
  };

  return {
    search(call) {
      const { skip, limit } = call.query.page();
      const asked = call.query.names("targets") ?? [];
      const isWanted = rules.filter(call);
      const body: BodyPart[] = [];
      let seenCount = 0;
      for (const record of rules.within?.(call) ?? collection.values()) {
        if (seenCount >= skip + limit) break;
        if (!isWanted(record)) continue;
        const seen = call.view.see(objectType, record, asked);
        if (seen === undefined) continue;
        seenCount += 1;
        if (seenCount > skip) body.push(body.length === 0 ? "[" : ",", ...seen.json());
      }
      return jsonTextAnswer(200, body.length === 0 ? ["[]"] : [...body, "]"]);
    },
    async create(call) {
      const body = await readBody(call);
      if (objectType !== "REPORT") {
        checkRoom(`${objectType.toLowerCase()}s`, collection.size, vtn.maxObjects);
      }
      const record = collection.create(rules.draft(body, call, undefined));
      rules.follow?.(record, body, call);
      return answer(201, record, call);
    },
    get(call) {
      const { record, seen } = find(call);
      vtn.tellRead(objectType, record);
      return jsonTextAnswer(200, seen.json());
    },
    async update(call) {
      find(call);
      const body = await readBody(call);
      // The object may have gone while the body came.
      const { record: previous } = find(call);
      const record = collection.replace(previous, rules.draft(body, call, previous));
      rules.follow?.(record, body, call);
      return answer(200, record, call);
    },
    remove(call) {
      const { record, seen } = find(call);
      if (rules.remove === undefined) collection.delete(record);
      else rules.remove(record);
      return jsonTextAnswer(200, seen.json());
    },
  };
}
