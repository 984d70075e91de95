import type { OpenAdrVersion } from "@ven/openadr-schema";
import { Refusal } from "./http/refusal.ts";

/** What a mock VTN speaks, each below its own base path. */
export type MockVtnProtocol = "flat" | OpenAdrVersion;

/** Where the paths of each protocol begin. */
export const BASE_PATHS: Readonly<Record<MockVtnProtocol, string>> = {
  flat: "/openadr3",
  "3.0.1": "/openadr3/3.0.1",
  "3.1.0": "/openadr3/3.1.0",
};

/** The flat dialect's base path is the beginning of the others. */
const LONGEST_FIRST: readonly MockVtnProtocol[] = ["3.0.1", "3.1.0", "flat"];

/**
 * The protocol that a path belongs to, and the path below its base path.
 *
 * @throws {Refusal} 404 if it is none of a mock VTN's
 */
export function protocolAt(path: string): {
  readonly protocol: MockVtnProtocol;
  readonly path: string;
} {
  for (const protocol of LONGEST_FIRST) {
    const basePath = BASE_PATHS[protocol];
    if (path.startsWith(`${basePath}/`)) return { protocol, path: path.slice(basePath.length) };
  }
  throw new Refusal(404, `${path.slice(0, 200)} is not a path of this VTN`);
}
