import { InvalidValueError } from "@ven/core";
import type { TableWriteOptions } from "./write-options.ts";

/** @throws {InvalidValueError} if there is no such layout */
export function checkedLayout(layout: TableWriteOptions["layout"] = "long"): "long" | "wide" {
  if (layout === "long" || layout === "wide") return layout;
  throw new InvalidValueError("layout", layout, "use long or wide");
}
