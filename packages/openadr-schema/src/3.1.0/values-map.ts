// Unchanged since 3.0.1.
export { type Value, type ValuesMap, valuesMapSchema } from "../3.0.1/values-map.ts";
