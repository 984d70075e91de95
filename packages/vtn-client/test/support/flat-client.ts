import { RecordingLogger } from "@ven/core/testing";
import { VenClient, type VenClientOptions } from "@ven/vtn-client";

/** What {@link flatClient} sends as its own token. */
export const TOKEN = "canary-token-7f3a9";

/** A reading that the flat dialect allows. */
export const reading = {
  resourceId: "5249eada-69af-432d-99a5-98f9c89f9aa6",
  resourceName: "Murphy's Pub",
  timestampMs: Date.UTC(2025, 0, 16, 14),
  powerW: 1234,
  loadId: "load_0",
} as const;

/** A VEN that is registered already, and what it logs. */
export function flatClient(
  { vtnUrl }: { readonly vtnUrl: string },
  more: Partial<VenClientOptions> = {},
): { readonly client: VenClient; readonly logger: RecordingLogger } {
  const logger = new RecordingLogger();
  const client = new VenClient({
    vtnUrl,
    venName: "Herning",
    vtnVenId: "ven-uuid-12345",
    bearerToken: TOKEN,
    logger,
    ...more,
  } as VenClientOptions);
  return { client, logger };
}
