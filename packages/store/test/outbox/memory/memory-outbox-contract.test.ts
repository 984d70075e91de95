import { memoryOutbox } from "@ven/store";
import { outboxContract } from "@ven/store/testing";
import { describe, it } from "vitest";

outboxContract(memoryOutbox, { describe, it });
