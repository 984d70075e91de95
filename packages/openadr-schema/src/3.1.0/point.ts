// Unchanged since 3.0.1.
export { type Point, pointSchema } from "../3.0.1/point.ts";
