import { passing } from "#lib/domain/freeze/standing.ts";
import { untilWords } from "#lib/domain/freeze/until.ts";
import type { ActiveFreeze } from "#lib/store/freezes.ts";
import { packByHash } from "#lib/store/packs.ts";
import type { Service } from "#lib/store/services.ts";

export type FreezeLine = {
  reference: string;
  packId: string;
  title: string;
  actions: string[];
  places: { service: string; environment: string }[];
  setAt: string;
  rule: string | null;
  until: string;
  /** Who and what passes it all the same. */
  passes: string[];
  /** Whether the reader may open the room. */
  isOpenToReader: boolean;
};

/** Freezes in force as screens list them. */
export async function freezeLinesOf(
  freezes: ActiveFreeze[],
  services: Service[],
  readable: { reference: string }[],
): Promise<FreezeLine[]> {
  return Promise.all(
    freezes.map(async ({ reference, pack: pinned, freeze, actions, setAt, rule, places }) => {
      const pack = await packByHash(pinned.hash);
      const described = pack.freezes[freeze];
      const roles = described?.admits.roles.map((role) => pack.roles[role]?.title ?? role) ?? [];
      return {
        reference,
        packId: pinned.id,
        title: described?.title ?? freeze,
        actions,
        places: places.map((place) => ({
          service: services.find(({ id }) => id === place.service)?.name ?? "a service",
          environment: place.environment,
        })),
        setAt,
        rule,
        until: described === undefined ? "the incident is closed" : untilWords(pack, described),
        passes: passing(roles, described?.admits.work ?? []),
        isOpenToReader: readable.some((incident) => incident.reference === reference),
      };
    }),
  );
}
