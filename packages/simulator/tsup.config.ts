import { packageBuild } from "../../tsup.base.ts";

export default packageBuild({
  index: "src/index.ts",
  replay: "src/replay.ts",
  files: "src/files.ts",
  fleets: "src/fleets.ts",
  holidays: "src/holidays.ts",
});
