import type { Place } from "./place.ts";

/** Side of a grid cell, degrees. */
const CELL_DEG = 0.5;

/** The grid cell of a place: all places in it share sun and weather. The same text for the same cell. */
export function gridCell({ latitudeDeg, longitudeDeg }: Place): string {
  return `${Math.floor(latitudeDeg / CELL_DEG)} ${Math.floor(longitudeDeg / CELL_DEG)}`;
}

/** The middle of the grid cell of a place. */
export function middleOfCell({ latitudeDeg, longitudeDeg }: Place): Place {
  return {
    latitudeDeg: (Math.floor(latitudeDeg / CELL_DEG) + 0.5) * CELL_DEG,
    longitudeDeg: (Math.floor(longitudeDeg / CELL_DEG) + 0.5) * CELL_DEG,
  };
}
