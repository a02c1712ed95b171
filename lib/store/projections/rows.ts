import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { Prisma } from "../generated/client.ts";
import type { StoredEntry } from "../log/entry.ts";

/** Rows of one table: whole ones to write, and parts to change in rows that are there. */
export type RowSet<Row> = { puts: Map<string, Row>; patches: Map<string, Partial<Row>> };

/** What a stretch of the log makes of the tables beside it. */
export type Changes = {
  incident: RowSet<Prisma.IncidentUncheckedCreateInput>;
  participants: RowSet<Prisma.IncidentParticipantUncheckedCreateInput>;
  timeline: RowSet<Prisma.TimelineEntryUncheckedCreateInput>;
  clocks: RowSet<Prisma.ClockUncheckedCreateInput>;
  firings: RowSet<Prisma.ClockFiringUncheckedCreateInput>;
  notices: RowSet<Prisma.NoticeUncheckedCreateInput>;
  deliveries: RowSet<Prisma.NoticeDeliveryUncheckedCreateInput>;
  freezes: RowSet<Prisma.FreezeUncheckedCreateInput>;
  publications: RowSet<Prisma.PublicationUncheckedCreateInput>;
  runs: RowSet<Prisma.RollbackRunUncheckedCreateInput>;
  attempts: RowSet<Prisma.StepAttemptUncheckedCreateInput>;
  approvals: RowSet<Prisma.ApprovalUncheckedCreateInput>;
  evidence: RowSet<Prisma.EvidenceUncheckedCreateInput>;
  decisions: RowSet<Prisma.DecisionUncheckedCreateInput>;
  verdicts: RowSet<Prisma.VerdictUncheckedCreateInput>;
  signatures: RowSet<Prisma.SignatureUncheckedCreateInput>;
};

/** One entry with the states on both sides of it. */
export type Step = {
  incidentId: string;
  before: IncidentState | null;
  entry: StoredEntry;
  after: IncidentState;
  pack: ProtocolPack;
};

/** What a table shows where words were redacted. */
export const redactedWords = "[redacted]";

const rowSet = <Row>(): RowSet<Row> => ({ puts: new Map(), patches: new Map() });

export const noChanges = (): Changes => ({
  incident: rowSet(),
  participants: rowSet(),
  timeline: rowSet(),
  clocks: rowSet(),
  firings: rowSet(),
  notices: rowSet(),
  deliveries: rowSet(),
  freezes: rowSet(),
  publications: rowSet(),
  runs: rowSet(),
  attempts: rowSet(),
  approvals: rowSet(),
  evidence: rowSet(),
  decisions: rowSet(),
  verdicts: rowSet(),
  signatures: rowSet(),
});

/** Writes a whole row; what was to be changed in an earlier form of it counts no more. */
export function put<Row>(set: RowSet<Row>, key: string, row: Row): void {
  set.patches.delete(key);
  set.puts.set(key, row);
}

/** Changes part of a row, in the stretch itself where the row was made there. */
export function patch<Row>(set: RowSet<Row>, key: string, change: Partial<Row>): void {
  const made = set.puts.get(key);
  if (made !== undefined) set.puts.set(key, { ...made, ...change });
  else set.patches.set(key, { ...set.patches.get(key), ...change });
}

/** The items that one event made or changed: `evolve` keeps the others as they were, the same object. */
export const changed = <T>(before: readonly T[] | undefined, after: readonly T[]): T[] =>
  after.filter((item) => !before?.includes(item));
