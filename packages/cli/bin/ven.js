#!/usr/bin/env node
import { runVen } from "../dist/index.js";

process.exitCode = await runVen(process.argv.slice(2));
