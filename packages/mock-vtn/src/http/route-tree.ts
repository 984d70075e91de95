import { Refusal } from "./refusal.ts";

/** One method of one path. */
export interface Route<Target> {
  readonly method: string;
  /** Below the base path; `{venID}` and the like stand for one part. */
  readonly path: string;
  readonly target: Target;
}

/** What a request leads to. */
export interface RouteMatch<Target> {
  readonly target: Target;
  readonly params: Readonly<Record<string, string>>;
}

interface Node<Target> {
  readonly parts: Map<string, Node<Target>>;
  readonly methods: Map<string, Target>;
  param?: { readonly name: string; readonly node: Node<Target> };
}

/** Finds the target of a request by method and path. HEAD goes where GET goes. */
export class RouteTree<Target> {
  readonly #root: Node<Target> = newNode();

  constructor(routes: Iterable<Route<Target>>) {
    for (const { method, path, target } of routes) this.#nodeOf(path).methods.set(method, target);
  }

  /** @throws {Refusal} 404 if there is no such path, 405 if it knows no such method */
  match(method: string, path: string): RouteMatch<Target> {
    const params: Record<string, string> = {};
    let node: Node<Target> | undefined = this.#root;
    for (const part of partsOf(path)) {
      const next: Node<Target> | undefined = node.parts.get(part);
      if (next === undefined && node.param !== undefined) {
        params[node.param.name] = decode(part);
        node = node.param.node;
      } else node = next;
      if (node === undefined) break;
    }
    if (node === undefined || node.methods.size === 0) {
      throw new Refusal(404, `${path.slice(0, 200)} is not a path of this VTN`);
    }
    const target = node.methods.get(method === "HEAD" ? "GET" : method);
    if (target !== undefined) return { target, params };
    const methods = [...node.methods.keys()].sort();
    throw new Refusal(405, `${path.slice(0, 200)} knows ${methods.join(" and ")}`, {
      allow: methods.join(", "),
    });
  }

  #nodeOf(path: string): Node<Target> {
    let node = this.#root;
    for (const part of partsOf(path)) {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      const next = (name === undefined ? node.parts.get(part) : node.param?.node) ?? newNode();
      if (name === undefined) node.parts.set(part, next);
      else node.param = { name, node: next };
      node = next;
    }
    return node;
  }
}

function newNode<Target>(): Node<Target> {
  return { parts: new Map(), methods: new Map() };
}

function partsOf(path: string): readonly string[] {
  return path.slice(1).split("/");
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal(400, "the path is not percent-encoded as it should be");
  }
}
