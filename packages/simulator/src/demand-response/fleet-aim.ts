import { InvalidValueError } from "@ven/core";
import type { CompiledFleet, ResourceGroup } from "../fleet/compiled-fleet.ts";
import { namesOf } from "../keys/names-of.ts";
import type { CommandTargets } from "./command.ts";

/** What targets of a fleet may name, but for its resources, which may be many. */
interface KnownNames {
  readonly venIds: ReadonlySet<string>;
  readonly loadIds: ReadonlySet<string>;
  /** Kinds of load, and names of models. */
  readonly kinds: ReadonlySet<string>;
}

/** What is looked for in an entry of a fleet; all of it where there is none. */
type Wanted = { readonly [Name in keyof KnownNames]?: ReadonlySet<string> | undefined };

/** Tells whether commands and faults are for loads that a fleet has. Does not look at each of them. */
export class FleetAim {
  readonly #fleet: CompiledFleet;
  #known: KnownNames | undefined;

  constructor(fleet: CompiledFleet) {
    this.#fleet = fleet;
  }

  /**
   * @param subject - of what they are the targets, such as `command targets`
   * @throws {InvalidValueError} that names what the fleet has not, or if no load is all that they say
   */
  check(targets: CommandTargets | undefined, subject: string): void {
    if (targets === undefined) return;
    this.#known ??= knownNames(this.#fleet.groups);
    for (const name of ["venIds", "loadIds", "kinds"] as const) {
      const known = this.#known[name];
      const unknown = targets[name]?.find((id) => !known.has(id));
      if (unknown === undefined) continue;
      const rule = `the fleet has none of this name: it has ${namesOf(known)}`;
      throw new InvalidValueError(`${subject}.${name}`, unknown, rule);
    }
    const stranger = targets.resourceIds?.find((id) => this.#fleet.findResource(id) === undefined);
    if (stranger !== undefined) {
      const { resourceCount } = this.#fleet;
      const rule = `the fleet has no resource of this id: it has ${resourceCount}, such as "${this.#fleet.resourceId(0)}"`;
      throw new InvalidValueError(`${subject}.resourceIds`, stranger, rule);
    }
    if (!this.#hits(targets)) {
      throw new InvalidValueError(subject, targets, "no load of the fleet is all that they say");
    }
  }

  #hits({ resourceIds, ...others }: CommandTargets): boolean {
    const wanted: Wanted = {
      venIds: setOf(others.venIds),
      loadIds: setOf(others.loadIds),
      kinds: setOf(others.kinds),
    };
    if (resourceIds === undefined) return this.#fleet.groups.some((group) => isIn(group, wanted));
    return resourceIds.some((id) =>
      isIn(this.#fleet.groupOfResource(this.#fleet.findResource(id) ?? 0), wanted),
    );
  }
}

/** Whether an entry has a load that is all that is wanted. */
function isIn({ venId, loads }: ResourceGroup, { venIds, loadIds, kinds }: Wanted): boolean {
  if (!(venIds?.has(venId) ?? true)) return false;
  return loads.some(
    ({ loadId, kind, modelName }) =>
      (loadIds?.has(loadId) ?? true) &&
      (kinds === undefined || kinds.has(kind) || kinds.has(modelName)),
  );
}

function setOf(names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return names === undefined ? undefined : new Set(names);
}

function knownNames(groups: readonly ResourceGroup[]): KnownNames {
  // Entries of one kind of site share their loads.
  const sites = [...new Set(groups.map(({ loads }) => loads))];
  const loads = sites.flat();
  return {
    venIds: new Set(groups.map(({ venId }) => venId)),
    loadIds: new Set(loads.map(({ loadId }) => loadId)),
    kinds: new Set(loads.flatMap(({ kind, modelName }) => [kind, modelName])),
  };
}
