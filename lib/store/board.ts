import { clientOf } from "./transaction.ts";

export type BoardClock = {
  clock: string;
  occurrence: number;
  status: string;
  dueAt: string;
  rule: string | null;
};
export type BoardIncident = {
  reference: string;
  title: string;
  severity: string;
  status: string;
  phase: string | null;
  trigger: string;
  pack: { id: string; version: string; hash: string };
  declaredAt: string;
  closedAt: string | null;
  /** "resolved", "cancelled" or "duplicate"; null while it is open. */
  closedAs: string | null;
  commander: string | null;
  services: { id: string; environment: string }[];
  /** The reader's own part in it. */
  part: string[];
  /** The unmet clock that is due first. */
  nextClock: BoardClock | null;
};
/** Whose eyes: an auditor sees every incident, another person those that name them. */
export type Reader = { personId: string; isAuditor: boolean };

const visibleTo = ({ personId, isAuditor }: Reader) =>
  isAuditor ? {} : { participants: { some: { person: personId } } };

const columnsFor = (personId: string) =>
  ({
    id: true,
    reference: true,
    title: true,
    severity: true,
    status: true,
    phase: true,
    trigger: true,
    packId: true,
    packVersion: true,
    packHash: true,
    declaredAt: true,
    closedAt: true,
    closedAs: true,
    commander: true,
    services: true,
    participants: { where: { person: personId }, select: { roles: true } },
  }) as const;

/** Open, or how it ended: what was done with is one thing, what was no incident of its own another. */
const kinds = {
  open: { status: "open" },
  resolved: { status: "closed", closedAs: "resolved" },
  dropped: { status: "closed", closedAs: { in: ["cancelled", "duplicate"] } },
};

type ClockRow = Omit<BoardClock, "dueAt"> & { incident: string; dueAt: Date };

/** The unmet clock of each incident that is due first: one step into an index for each, however many clocks run. */
async function nextClocks(incidentIds: string[]): Promise<Map<string, BoardClock>> {
  const rows = await clientOf().$queryRaw<ClockRow[]>`
    SELECT asked.id::text AS incident, next.clock, next.occurrence, next.status, next.due_at AS "dueAt", next.rule
    FROM unnest(${incidentIds}::uuid[]) AS asked(id) CROSS JOIN LATERAL (
      SELECT * FROM "Clock" AS c WHERE c.incident_id = asked.id
        AND c.met_at IS NULL AND c.released_at IS NULL AND c.paused_at IS NULL
      ORDER BY c.due_at LIMIT 1) AS next`;
  return new Map(
    rows.map(({ incident, dueAt, ...clock }) => [incident, { ...clock, dueAt: dueAt.toISOString() }]),
  );
}

async function readIncidents(
  reader: Reader,
  kind: keyof typeof kinds,
  limit: number,
): Promise<BoardIncident[]> {
  const rows = await clientOf().incident.findMany({
    where: { ...kinds[kind], ...visibleTo(reader) },
    orderBy: kind === "open" ? { declaredAt: "desc" } : { closedAt: "desc" },
    take: limit,
    select: columnsFor(reader.personId),
  });
  const clocks = await nextClocks(rows.map(({ id }) => id));
  return rows.map(({ id, packId, packVersion, packHash, participants: [own], ...row }) => ({
    ...row,
    part: own?.roles ?? [],
    pack: { id: packId, version: packVersion, hash: packHash },
    declaredAt: row.declaredAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    services: row.services as BoardIncident["services"],
    nextClock: clocks.get(id) ?? null,
  }));
}

export const readOpenIncidents = (reader: Reader, limit = 2_000): Promise<BoardIncident[]> =>
  readIncidents(reader, "open", limit);

export const readLastResolved = (reader: Reader, limit = 5): Promise<BoardIncident[]> =>
  readIncidents(reader, "resolved", limit);

/** Cancelled as false alarms, or merged into another incident. */
export const readLastDropped = (reader: Reader, limit = 5): Promise<BoardIncident[]> =>
  readIncidents(reader, "dropped", limit);

/** Whether a room is open to a person; the log is not read for it. */
export async function isVisible(reference: string, reader: Reader): Promise<boolean> {
  return (await clientOf().incident.count({ where: { reference, ...visibleTo(reader) } })) > 0;
}
