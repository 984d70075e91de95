import { z } from "zod";
import { wireSchema } from "../wire-schema.ts";
import { type MqttNotifierBinding, mqttNotifierBindingSchema } from "./mqtt-notifier-binding.ts";

/** The ways of notification that a VTN offers. OpenADR 3.1.0 `notifiersResponse`. */
export interface NotifiersResponse {
  readonly WEBHOOK: boolean;
  readonly MQTT?: MqttNotifierBinding;
}

/** Checks a {@link NotifiersResponse}; unknown properties survive. */
export const notifiersResponseSchema: z.ZodType<NotifiersResponse, NotifiersResponse> =
  wireSchema<NotifiersResponse>()(
    z.looseObject({ WEBHOOK: z.boolean(), MQTT: mqttNotifierBindingSchema.optional() }),
  );
