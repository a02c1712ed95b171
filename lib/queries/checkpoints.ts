import { isOver, outcomesOf } from "#lib/domain/checkpoint/outcome.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import { mayReadThis } from "#lib/domain/checkpoint/read.ts";
import { type Standing, standingOf } from "#lib/domain/checkpoint/standing.ts";
import { readCheckpoint } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash, listCheckpointPacks } from "#lib/store/checkpoint-packs.ts";
import { type CheckpointLine, checkpointSurroundings, listCheckpoints } from "#lib/store/checkpoints.ts";
import { listServices } from "#lib/store/services.ts";

export type CheckpointReader = {
  personId: string;
  party: string | null;
  roles: string[];
  isAuditor: boolean;
};

export type DecidedAs = "go" | "no-go" | "run-out";
export type ListedCheckpoint = CheckpointLine & {
  packTitle: string;
  service: string;
  standing: Standing;
  /** What each question comes to now; empty while one of them is open. */
  decided: DecidedAs[];
};

/** The checkpoints that a reader may open. */
export async function readCheckpoints(reader: CheckpointReader): Promise<ListedCheckpoint[]> {
  const [lines, services] = await Promise.all([listCheckpoints(), listServices()]);
  const listed = await Promise.all(
    lines.map(async (line) => {
      const pack = await checkpointPackByHash(line.packHash);
      const service = services.find(({ id }) => id === line.serviceId)?.name ?? "a service";
      if (!mayReadThis(line.deputies, pack, reader)) return [];
      return [{ ...line, packTitle: pack.title, service, ...(await readStanding(line, pack)) }];
    }),
  );
  return listed.flat();
}

/** The log is read only of what is not closed; and what is around, only of what is decided. */
async function readStanding(
  { reference, serviceId, closedAt }: CheckpointLine,
  pack: CheckpointPack,
): Promise<Pick<ListedCheckpoint, "standing" | "decided">> {
  const state = closedAt === null ? await readCheckpoint(reference) : null;
  const standing = state === null ? "closed" : standingOf(state, pack);
  if (state === null || standing !== "decided") return { standing, decided: [] };
  const around = await checkpointSurroundings(serviceId);
  const decided = outcomesOf(state, pack, around).map(({ go, sealing }): DecidedAs => {
    if (go) return "go";
    return sealing !== null && isOver(sealing, around) ? "run-out" : "no-go";
  });
  return { standing, decided };
}

export type CheckpointForm = {
  packs: { id: string; title: string; summary: string; baseline: { name: string; title: string }[] }[];
  places: { service: string; name: string; environment: string; baseline: Record<string, string> }[];
};

/** What the form that opens a checkpoint offers: the packs of the reader's own side, and where. */
export async function readCheckpointForm(reader: CheckpointReader): Promise<CheckpointForm> {
  const [packs, services] = await Promise.all([listCheckpointPacks(), listServices()]);
  return {
    packs: packs
      .filter(({ pack }) => reader.party !== null && pack.parties[reader.party] !== undefined)
      .map(({ pack: { id, title, summary, baseline } }) => ({
        id,
        title,
        summary,
        baseline: baseline.map(({ name, title }) => ({ name, title })),
      })),
    places: services.flatMap(({ key, name, environments }) =>
      environments.map((one) => ({
        service: key,
        name,
        environment: one.name,
        baseline: one.baseline,
      })),
    ),
  };
}
