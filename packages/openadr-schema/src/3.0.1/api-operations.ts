/** Every operation of OpenADR 3.0.1, by the `operationId` of its OpenAPI file; each is an `ApiOperation`. */
export const API_OPERATIONS = {
  searchAllPrograms: {
    method: "GET",
    path: "/programs",
    scope: "read_all",
    query: ["targetType", "targetValues", "skip", "limit"],
  },
  createProgram: { method: "POST", path: "/programs", scope: "write_programs" },
  searchProgramByProgramId: { method: "GET", path: "/programs/{programID}", scope: "read_all" },
  updateProgram: { method: "PUT", path: "/programs/{programID}", scope: "write_programs" },
  deleteProgram: { method: "DELETE", path: "/programs/{programID}", scope: "write_programs" },
  searchAllReports: {
    method: "GET",
    path: "/reports",
    scope: "read_all",
    query: ["programID", "eventID", "clientName", "skip", "limit"],
  },
  createReport: { method: "POST", path: "/reports", scope: "write_reports" },
  searchReportsByReportID: { method: "GET", path: "/reports/{reportID}", scope: "read_all" },
  updateReport: { method: "PUT", path: "/reports/{reportID}", scope: "write_reports" },
  deleteReport: { method: "DELETE", path: "/reports/{reportID}", scope: "write_reports" },
  searchAllEvents: {
    method: "GET",
    path: "/events",
    scope: "read_all",
    query: ["programID", "targetType", "targetValues", "skip", "limit"],
  },
  createEvent: { method: "POST", path: "/events", scope: "write_events" },
  searchEventsByID: { method: "GET", path: "/events/{eventID}", scope: "read_all" },
  updateEvent: { method: "PUT", path: "/events/{eventID}", scope: "write_events" },
  deleteEvent: { method: "DELETE", path: "/events/{eventID}", scope: "write_events" },
  searchSubscriptions: {
    method: "GET",
    path: "/subscriptions",
    scope: "read_all",
    query: ["programID", "clientName", "targetType", "targetValues", "objects", "skip", "limit"],
  },
  createSubscription: { method: "POST", path: "/subscriptions", scope: "write_subscriptions" },
  searchSubscriptionByID: {
    method: "GET",
    path: "/subscriptions/{subscriptionID}",
    scope: "read_all",
  },
  updateSubscription: {
    method: "PUT",
    path: "/subscriptions/{subscriptionID}",
    scope: "write_subscriptions",
  },
  deleteSubscription: {
    method: "DELETE",
    path: "/subscriptions/{subscriptionID}",
    scope: "write_subscriptions",
  },
  searchVens: {
    method: "GET",
    path: "/vens",
    scope: "read_all",
    query: ["venName", "targetType", "targetValues", "skip", "limit"],
  },
  createVen: { method: "POST", path: "/vens", scope: "write_vens" },
  searchVenByID: { method: "GET", path: "/vens/{venID}", scope: "read_all" },
  updateVen: { method: "PUT", path: "/vens/{venID}", scope: "write_vens" },
  deleteVen: { method: "DELETE", path: "/vens/{venID}", scope: "write_vens" },
  searchVenResources: {
    method: "GET",
    path: "/vens/{venID}/resources",
    scope: "read_all",
    query: ["resourceName", "targetType", "targetValues", "skip", "limit"],
  },
  createResource: { method: "POST", path: "/vens/{venID}/resources", scope: "write_vens" },
  searchVenResourceByID: {
    method: "GET",
    path: "/vens/{venID}/resources/{resourceID}",
    scope: "read_all",
  },
  updateVenResource: {
    method: "PUT",
    path: "/vens/{venID}/resources/{resourceID}",
    scope: "write_vens",
  },
  deleteVenResource: {
    method: "DELETE",
    path: "/vens/{venID}/resources/{resourceID}",
    scope: "write_vens",
  },
  fetchToken: { method: "POST", path: "/auth/token" },
} as const;

/** An operation of this version, by its `operationId`. */
export type OperationId = keyof typeof API_OPERATIONS;
