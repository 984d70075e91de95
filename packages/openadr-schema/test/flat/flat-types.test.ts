import {
  type FlatAttribute,
  type FlatEvent,
  type FlatEventRequest,
  type FlatProgram,
  type FlatProgramRequest,
  type FlatReadingType,
  type FlatReport,
  type FlatReportType,
  type FlatResource,
  type FlatVen,
  type FlatVenRequest,
  flatEventRequestSchema,
  flatReportSchema,
  flatVenSchema,
  type Problem,
  problemSchema,
} from "@ven/openadr-schema";
import { describe, expectTypeOf, it } from "vitest";
import type { z } from "zod";
