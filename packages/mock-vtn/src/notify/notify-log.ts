/** The messages that the notifiers of a mock VTN log. */
export const NOTIFY_LOG = {
  retry: "notification postponed",
  dropped: "notification dropped, too many wait",
  broken: "webhook is broken, no more notifications go to it",
  mqttFailed: "MQTT notifier cannot start",
  mqttLost: "MQTT broker is away, will connect again",
  mqttRefused: "MQTT broker did not take a notification",
} as const;
