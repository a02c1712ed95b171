import { mayReadThis } from "#lib/domain/checkpoint/read.ts";
import { checkpointPackByHash, listCheckpointPacks } from "#lib/store/checkpoint-packs.ts";
import { type CheckpointLine, listCheckpoints } from "#lib/store/checkpoints.ts";
import { listServices } from "#lib/store/services.ts";

export type CheckpointReader = {
  personId: string;
  party: string | null;
  roles: string[];
  isAuditor: boolean;
};

export type ListedCheckpoint = CheckpointLine & { packTitle: string; service: string };

/** The checkpoints that a reader may open. */
export async function readCheckpoints(reader: CheckpointReader): Promise<ListedCheckpoint[]> {
  const [lines, services] = await Promise.all([listCheckpoints(), listServices()]);
  const listed = await Promise.all(
    lines.map(async (line) => {
      const pack = await checkpointPackByHash(line.packHash);
      const service = services.find(({ id }) => id === line.serviceId)?.name ?? "a service";
      return mayReadThis(line.deputies, pack, reader) ? [{ ...line, packTitle: pack.title, service }] : [];
    }),
  );
  return listed.flat();
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
