// The `ven` command in a process of its own, from its source, in the folder that TEST_FOLDER names.
import process from "node:process";
import { runVen } from "@ven/cli";

const { TEST_FOLDER } = process.env;
if (TEST_FOLDER === undefined) throw new Error("TEST_FOLDER names no folder");
process.chdir(TEST_FOLDER);
process.exitCode = await runVen(process.argv.slice(2));
