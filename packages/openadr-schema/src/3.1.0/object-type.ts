// Unchanged since 3.0.1.
export { OBJECT_TYPES, type ObjectType, objectTypeSchema } from "../3.0.1/object-type.ts";
