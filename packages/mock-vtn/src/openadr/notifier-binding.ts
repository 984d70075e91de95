import type { MqttNotifierBinding } from "@ven/openadr-schema/3.1.0";

/** The ways of notification besides webhooks; filled in by whatever publishes the notifications. */
export interface NotifierBinding {
  /** Where and how clients find the broker; `undefined` without one. */
  readonly mqtt: MqttNotifierBinding | undefined;
  /** What every topic begins with, such as `vtn-1/`; may be empty. */
  readonly topicPrefix: string;
}
