import { opensTheWay } from "#lib/domain/checkpoint/outcome.ts";
import type { CheckpointSurroundings } from "#lib/domain/checkpoint/standing.ts";
import { isCritical } from "#lib/domain/gate/holds.ts";
import { readCheckpoint } from "./checkpoint-log.ts";
import { checkpointPackByHash } from "./checkpoint-packs.ts";
import { openIncidentsOn } from "./open-incidents.ts";
import { packByHash } from "./packs.ts";
import { findServices } from "./services.ts";
import { clientOf, databaseNow, type Transaction } from "./transaction.ts";

export type CheckpointLine = {
  reference: string;
  packId: string;
  packHash: string;
  title: string;
  serviceId: string;
  environment: string;
  openedAt: string;
  closedAt: string | null;
  /** Who is named a deputy there and was not taken back. */
  deputies: string[];
};

/** Every checkpoint, the open ones first and the latest of them on top. */
export async function listCheckpoints(tx?: Transaction): Promise<CheckpointLine[]> {
  const rows = await clientOf(tx).checkpoint.findMany({
    orderBy: [{ closedAt: { sort: "desc", nulls: "first" } }, { openedAt: "desc" }],
    omit: { headSeq: true },
    take: 500,
  });
  return rows.map(({ openedAt, closedAt, ...row }) => ({
    ...row,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  }));
}

/** The open checkpoints on any of the services. */
export function openCheckpointsOn(
  serviceIds: string[],
  tx?: Transaction,
): Promise<
  { reference: string; packId: string; packHash: string; serviceId: string; environment: string }[]
> {
  return clientOf(tx).checkpoint.findMany({
    where: { closedAt: null, serviceId: { in: serviceIds } },
    orderBy: { reference: "asc" },
    select: { reference: true, packId: true, packHash: true, serviceId: true, environment: true },
  });
}

export type OpenCheckpoint = { reference: string; service: string; environment: string };

/** Every open checkpoint, by the key of its service. */
export async function listOpenCheckpoints(): Promise<OpenCheckpoint[]> {
  const rows = await clientOf().checkpoint.findMany({
    where: { closedAt: null },
    orderBy: { reference: "asc" },
    select: { reference: true, serviceId: true, environment: true },
  });
  const services = await findServices([...new Set(rows.map(({ serviceId }) => serviceId))]);
  return rows.flatMap(({ reference, serviceId, environment }) => {
    const service = services.find(({ id }) => id === serviceId)?.key;
    return service === undefined ? [] : [{ reference, service, environment }];
  });
}

/** Held to the transaction's end, so that no lock is taken on a baseline while it changes. */
export async function holdBaseline(tx: Transaction, serviceId: string): Promise<void> {
  const subject = `baseline\n${serviceId}`;
  await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${subject}, 0))`;
}

/** The time, the incidents that are open on a service, and which of them are critical by their own packs (MKD-7.5). */
export async function checkpointSurroundings(
  serviceId: string,
  tx?: Transaction,
): Promise<CheckpointSurroundings> {
  const open = await openIncidentsOn(tx, [serviceId], "");
  const incidents: CheckpointSurroundings["incidents"] = [];
  for (const { severity, packHash } of open)
    incidents.push({ severity, isCritical: isCritical(await packByHash(packHash, tx), severity) });
  return { now: await databaseNow(tx), incidents };
}

/** The packs of which every service has an open checkpoint that opens the way, in its own environment (MKC-6.3). */
export async function checkpointsAtGo(
  services: readonly { id: string; environment: string }[],
  tx?: Transaction,
): Promise<string[]> {
  const open = await openCheckpointsOn([...new Set(services.map(({ id }) => id))], tx);
  const standing: typeof open = [];
  for (const line of open) {
    if (!services.some((one) => isOf(line, one))) continue;
    const state = await readCheckpoint(line.reference, tx);
    const pack = await checkpointPackByHash(line.packHash, tx);
    const around = await checkpointSurroundings(line.serviceId, tx);
    if (state !== null && opensTheWay(state, pack, around)) standing.push(line);
  }
  return [...new Set(standing.map(({ packId }) => packId))].filter((packId) =>
    services.every((one) => standing.some((line) => line.packId === packId && isOf(line, one))),
  );
}

const isOf = (
  line: { serviceId: string; environment: string },
  { id, environment }: { id: string; environment: string },
): boolean => line.serviceId === id && line.environment === environment;
