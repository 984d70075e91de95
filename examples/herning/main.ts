// The demo that `npm start` runs: `ven demo`, which composes the packages the way ../scheduled shows.
import { runVen } from "@ven/cli";

process.exitCode = await runVen(["demo", ...process.argv.slice(2)]);
