import { packageBuild } from "../../tsup.base.ts";

export default packageBuild({
  index: "src/index.ts",
  "3.0.1": "src/3.0.1.ts",
  "3.1.0": "src/3.1.0.ts",
});
