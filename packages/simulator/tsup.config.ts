import { packageBuild } from "../../tsup.base.ts";

export default packageBuild({
  index: "src/index.ts",
  replay: "src/replay.ts",
  fleets: "src/fleets.ts",
});
