import { z } from "zod";
import { freeText } from "../text/bounded-text.ts";
import { uriText } from "../text/uri-text.ts";
import { wireSchema } from "../wire-schema.ts";

/** How a client logs in to the broker. OpenADR 3.1.0 `mqttNotifierAuthentication...`. */
export type MqttNotifierAuthentication =
  | { readonly method: "ANONYMOUS" }
  | {
      readonly method: "OAUTH2_BEARER_TOKEN";
      /** The text `{clientID}`, or any other name. */
      readonly username: string;
    }
  | {
      readonly method: "CERTIFICATE";
      readonly caCert: string;
      readonly clientCert: string;
      readonly clientKey: string;
    };

/** How notifications come over MQTT. OpenADR 3.1.0 `mqttNotifierBindingObject`. */
export interface MqttNotifierBinding {
  readonly URIS: readonly string[];
  readonly serialization: "JSON";
  readonly authentication: MqttNotifierAuthentication;
}

/** Checks an {@link MqttNotifierBinding}; unknown properties survive. */
export const mqttNotifierBindingSchema: z.ZodType<MqttNotifierBinding, MqttNotifierBinding> =
  wireSchema<MqttNotifierBinding>()(
    z.looseObject({
      URIS: z.array(uriText),
      serialization: z.literal("JSON"),
      authentication: z.union([
        z.looseObject({ method: z.literal("ANONYMOUS") }),
        z.looseObject({ method: z.literal("OAUTH2_BEARER_TOKEN"), username: freeText }),
        z.looseObject({
          method: z.literal("CERTIFICATE"),
          caCert: freeText,
          clientCert: freeText,
          clientKey: freeText,
        }),
      ]),
    }),
  );
