/** Longest name of a resource on the wire, characters. */
const LONGEST_NAME = 128;

/** A site and, where the resource is a part of it, its load. */
export interface SiteAndLoad {
  readonly resourceName: string;
  readonly loadId?: string;
}

/**
 * The name of a site's load as a resource of OpenADR 3: `<site>/<load>`, or the site alone.
 *
 * @returns `undefined` where there is none: it would be empty or over 128 characters long, or the load
 * has a `/`, so that another site's load could have the same name
 */
export function reportResourceName({ resourceName, loadId }: SiteAndLoad): string | undefined {
  if (resourceName === "" || loadId === "" || loadId?.includes("/") === true) return undefined;
  const name = loadId === undefined ? resourceName : `${resourceName}/${loadId}`;
  return [...name].length <= LONGEST_NAME ? name : undefined;
}

/** The site and the load of a resource's name; the part behind the last `/` is the load. */
export function siteAndLoadOf(name: string): SiteAndLoad {
  const slash = name.lastIndexOf("/");
  if (slash < 1 || slash === name.length - 1) return { resourceName: name };
  return { resourceName: name.slice(0, slash), loadId: name.slice(slash + 1) };
}
