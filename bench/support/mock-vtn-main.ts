import { startMockVtn } from "@ven/mock-vtn";
import { serveBench } from "./serve-bench.ts";

const { vtnUrls } = await startMockVtn();
serveBench(vtnUrls["3.1.0"]);
