// A target of 3.0.1 is a valuesMap, such as { type: "GROUP", values: ["group-1"] }.
export { type ValuesMap as Target, valuesMapSchema as targetSchema } from "./values-map.ts";
