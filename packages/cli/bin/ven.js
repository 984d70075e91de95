#!/usr/bin/env node
import { existsSync } from "node:fs";

const built = new URL("../dist/index.js", import.meta.url);
if (existsSync(built)) {
  const { runVen } = await import(built.href);
  process.exitCode = await runVen(process.argv.slice(2));
} else {
  console.error("ven: it is not built yet: run `npm start` or `npm run build` first");
  process.exitCode = 1;
}
