import { runVen } from "./run-ven.ts";

process.exitCode = await runVen(process.argv.slice(2));
