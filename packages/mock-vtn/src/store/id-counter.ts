/** Gives out ids: `ven-1`, `report-2`, and so on. One counter serves a whole VTN. */
export class IdCounter {
  lastId = 0;

  next(kind: string): string {
    this.lastId += 1;
    return `${kind}-${this.lastId}`;
  }
}
