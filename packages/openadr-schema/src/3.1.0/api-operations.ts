/** Every operation of OpenADR 3.1.0, by the `operationId` of its OpenAPI file; each is an `ApiOperation`. */
export const API_OPERATIONS = {
  searchAllPrograms: {
    method: "GET",
    path: "/programs",
    scope: "read_targets",
    query: ["targets", "skip", "limit"],
  },
  createProgram: { method: "POST", path: "/programs", scope: "write_programs" },
  searchProgramByProgramId: { method: "GET", path: "/programs/{programID}", scope: "read_targets" },
  updateProgram: { method: "PUT", path: "/programs/{programID}", scope: "write_programs" },
  deleteProgram: { method: "DELETE", path: "/programs/{programID}", scope: "write_programs" },
  searchAllReports: {
    method: "GET",
    path: "/reports",
    scope: "read_ven_objects",
    query: ["programID", "eventID", "clientName", "skip", "limit"],
  },
  createReport: { method: "POST", path: "/reports", scope: "write_reports" },
  searchReportsByReportID: {
    method: "GET",
    path: "/reports/{reportID}",
    scope: "read_ven_objects",
  },
  updateReport: { method: "PUT", path: "/reports/{reportID}", scope: "write_reports" },
  deleteReport: { method: "DELETE", path: "/reports/{reportID}", scope: "write_reports" },
  searchAllEvents: {
    method: "GET",
    path: "/events",
    scope: "read_targets",
    query: ["programID", "targets", "skip", "limit", "active"],
  },
  createEvent: { method: "POST", path: "/events", scope: "write_events" },
  searchEventsByID: { method: "GET", path: "/events/{eventID}", scope: "read_targets" },
  updateEvent: { method: "PUT", path: "/events/{eventID}", scope: "write_events" },
  deleteEvent: { method: "DELETE", path: "/events/{eventID}", scope: "write_events" },
  searchSubscriptions: {
    method: "GET",
    path: "/subscriptions",
    scope: "read_ven_objects",
    query: ["programID", "clientName", "objects", "skip", "limit"],
  },
  createSubscription: { method: "POST", path: "/subscriptions", scope: "write_subscriptions" },
  searchSubscriptionByID: {
    method: "GET",
    path: "/subscriptions/{subscriptionID}",
    scope: "read_ven_objects",
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
    scope: "read_ven_objects",
    query: ["venName", "targets", "skip", "limit"],
  },
  createVen: { method: "POST", path: "/vens", scope: "write_vens" },
  searchVenByID: { method: "GET", path: "/vens/{venID}", scope: "read_ven_objects" },
  updateVen: { method: "PUT", path: "/vens/{venID}", scope: "write_vens" },
  deleteVen: { method: "DELETE", path: "/vens/{venID}", scope: "write_vens" },
  searchVenResources: {
    method: "GET",
    path: "/resources",
    scope: "read_ven_objects",
    query: ["resourceName", "venID", "targets", "skip", "limit"],
  },
  createResource: { method: "POST", path: "/resources", scope: "write_vens" },
  searchVenResourceByID: {
    method: "GET",
    path: "/resources/{resourceID}",
    scope: "read_ven_objects",
  },
  updateVenResource: { method: "PUT", path: "/resources/{resourceID}", scope: "write_vens" },
  deleteVenResource: { method: "DELETE", path: "/resources/{resourceID}", scope: "write_vens" },
  getAuthServerInfo: { method: "GET", path: "/auth/server" },
  fetchToken: { method: "POST", path: "/auth/token" },
  listAllNotifiers: { method: "GET", path: "/notifiers", scope: "read_all" },
  listAllMqttNotifierTopicsPrograms: {
    method: "GET",
    path: "/notifiers/mqtt/topics/programs",
    scope: "read_all",
  },
  listAllMqttNotifierTopicsProgram: {
    method: "GET",
    path: "/notifiers/mqtt/topics/programs/{programID}",
    scope: "read_all",
  },
  listAllMqttNotifierTopicsEvents: {
    method: "GET",
    path: "/notifiers/mqtt/topics/events",
    scope: "read_bl",
  },
  listAllMqttNotifierTopicsProgramEvents: {
    method: "GET",
    path: "/notifiers/mqtt/topics/programs/{programID}/events",
    scope: "read_all",
  },
  listAllMqttNotifierTopicsReports: {
    method: "GET",
    path: "/notifiers/mqtt/topics/reports",
    scope: "read_bl",
  },
  listAllMqttNotifierTopicsSubscriptions: {
    method: "GET",
    path: "/notifiers/mqtt/topics/subscriptions",
    scope: "read_bl",
  },
  listAllMqttNotifierTopicsVens: {
    method: "GET",
    path: "/notifiers/mqtt/topics/vens",
    scope: "read_bl",
  },
  listAllMqttNotifierTopicsVen: {
    method: "GET",
    path: "/notifiers/mqtt/topics/vens/{venID}",
    scope: "read_ven_objects",
  },
  listAllMqttNotifierTopicsResources: {
    method: "GET",
    path: "/notifiers/mqtt/topics/resources",
    scope: "read_bl",
  },
  listAllMqttNotifierTopicsVenEvents: {
    method: "GET",
    path: "/notifiers/mqtt/topics/vens/{venID}/events",
    scope: "read_ven_objects",
  },
  listAllMqttNotifierTopicsVenPrograms: {
    method: "GET",
    path: "/notifiers/mqtt/topics/vens/{venID}/programs",
    scope: "read_ven_objects",
  },
  listAllMqttNotifierTopicsVenResources: {
    method: "GET",
    path: "/notifiers/mqtt/topics/vens/{venID}/resources",
    scope: "read_ven_objects",
  },
} as const;

/** An operation of this version, by its `operationId`. */
export type OperationId = keyof typeof API_OPERATIONS;
