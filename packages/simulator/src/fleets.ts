export { herningFleet } from "./fleets/herning-fleet.ts";
