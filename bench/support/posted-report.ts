/** How the bench `http` posts its report. */
export type PosterKind = "fast" | "plain" | "axiosDefault" | "undiciDispatch";

/** Requests under way at once. */
export const CONCURRENCY = 16;

/** One reading as an OpenADR 3.1.0 report. */
export const report = {
  eventID: "3b7c0e5e-4a1d-4a53-9d0a-6a2f6e3f8f10",
  clientName: "Herning",
  reportName: "Herning 2025-01-16T14:00:00Z",
  payloadDescriptors: [
    { objectType: "REPORT_PAYLOAD_DESCRIPTOR", payloadType: "READING", units: "KW" },
  ],
  resources: [
    {
      resourceName: "Murphys_Pub/load_0",
      intervalPeriod: { start: "2025-01-16T14:00:00Z", duration: "PT0S" },
      intervals: [{ id: 0, payloads: [{ type: "READING", values: [1.234] }] }],
    },
  ],
} as const;

export const reportText: string = JSON.stringify(report);

/** What a VTN answers. */
export const answerText: string = JSON.stringify({
  ...report,
  id: "9b2f3c14-95a6-4c1f-8c58-6d8f7f3d2a90",
  createdDateTime: "2025-01-16T14:00:00Z",
  modificationDateTime: "2025-01-16T14:00:00Z",
  objectType: "REPORT",
  clientID: "ven-herning",
});
