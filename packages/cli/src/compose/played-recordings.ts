import type { FleetSpecInput } from "@ven/simulator";

/** A load of a fleet that plays a recording. */
export interface PlayedRecording {
  /** Where the fleet says so, such as `fleet.sites.home.loads[0].model.recording`. */
  readonly place: string;
  /** Name of the recording. */
  readonly recording: string;
}

/** The loads of a fleet that play recordings, those that are parts of a sum, too. */
export function playedRecordings({ sites }: FleetSpecInput): readonly PlayedRecording[] {
  return Object.entries(sites).flatMap(([name, { loads }]) =>
    loads.flatMap(({ model }, l) => {
      const place = `fleet.sites.${name}.loads[${l}].model`;
      if (model?.model === "replay") return [playedBy(place, model)];
      if (model?.model !== "sum") return [];
      return model.parts.flatMap((part, p) =>
        part.model.model === "replay" ? [playedBy(`${place}.parts[${p}].model`, part.model)] : [],
      );
    }),
  );
}

function playedBy(place: string, { recording }: { readonly recording: string }): PlayedRecording {
  return { place: `${place}.recording`, recording };
}
