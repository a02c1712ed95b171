import { clientOf, type Transaction } from "../transaction.ts";
import { attemptAddress } from "./rollback.ts";
import type { Changes, RowSet } from "./rows.ts";

async function each<Row>(set: RowSet<Row>, upsert: (row: Row) => Promise<unknown>): Promise<void> {
  for (const row of set.puts.values()) await upsert(row);
}

async function eachPatch<Row>(
  set: RowSet<Row>,
  update: (key: string, change: Partial<Row>) => Promise<unknown>,
) {
  for (const [key, change] of set.patches) await update(key, change);
}

/** Writes what a stretch of the log made of the tables, parents before children. */
export async function saveChanges(tx: Transaction, incidentId: string, changes: Changes): Promise<void> {
  const rows = clientOf(tx);
  await saveIncident(tx, changes);
  const timeline = [...changes.timeline.puts.values()];
  if (timeline.length > 0) await rows.timelineEntry.createMany({ data: timeline });
  await eachPatch(changes.timeline, (key, change) =>
    rows.timelineEntry.updateMany({ where: { incidentId, seq: Number(key) }, data: change }),
  );
  await each(changes.clocks, ({ incidentId, clock, occurrence, ...rest }) => {
    const address = { incidentId, clock, occurrence };
    const where = { incidentId_clock_occurrence: address };
    return rows.clock.upsert({ where, create: { ...address, ...rest }, update: rest });
  });
  // Never an upsert: what has fired already must fail here, and with it the whole transaction.
  const firings = [...changes.firings.puts.values()];
  if (firings.length > 0) await rows.clockFiring.createMany({ data: firings });
  await each(changes.freezes, ({ incidentId, freeze, setAt, ...rest }) => {
    const address = { incidentId, freeze, setAt };
    const where = { incidentId_freeze_setAt: address };
    return rows.freeze.upsert({ where, create: { ...address, ...rest }, update: rest });
  });
  await each(changes.publications, (row) =>
    rows.publication.upsert({ where: { id: row.id }, create: row, update: row }),
  );
  await eachPatch(changes.publications, (key, change) =>
    rows.publication.updateMany({ where: { incidentId, seq: Number(key) }, data: change }),
  );
  await saveNotices(tx, changes);
  await saveRollback(tx, changes);
  await saveDecisions(tx, changes);
}

async function saveIncident(tx: Transaction, changes: Changes): Promise<void> {
  const rows = clientOf(tx);
  await each(changes.incident, (row) =>
    rows.incident.upsert({ where: { id: row.id }, create: row, update: row }),
  );
  await eachPatch(changes.incident, (id, change) => rows.incident.update({ where: { id }, data: change }));
  await each(changes.participants, ({ incidentId, person, ...rest }) => {
    const address = { incidentId, person };
    const where = { incidentId_person: address };
    return rows.incidentParticipant.upsert({ where, create: { ...address, ...rest }, update: rest });
  });
}

async function saveNotices(tx: Transaction, changes: Changes): Promise<void> {
  const rows = clientOf(tx);
  await each(changes.notices, (row) =>
    rows.notice.upsert({ where: { id: row.id }, create: row, update: row }),
  );
  // A delivery that was never tried comes with its notice, and there may be hundreds: one statement for all.
  const { fresh = [], tried = [] } = Object.groupBy(changes.deliveries.puts.values(), ({ attempts }) =>
    attempts === 0 ? "fresh" : "tried",
  );
  if (fresh.length > 0) await rows.noticeDelivery.createMany({ data: fresh, skipDuplicates: true });
  for (const row of tried)
    await rows.noticeDelivery.upsert({ where: { id: row.id }, create: row, update: row });
}

async function saveRollback(tx: Transaction, changes: Changes): Promise<void> {
  const rows = clientOf(tx);
  await each(changes.runs, (row) =>
    rows.rollbackRun.upsert({ where: { id: row.id }, create: row, update: row }),
  );
  await each(changes.attempts, ({ runId, step, attempt, ...rest }) => {
    const address = { runId, step, attempt };
    const where = { runId_step_attempt: address };
    return rows.stepAttempt.upsert({ where, create: { ...address, ...rest }, update: rest });
  });
  await eachPatch(changes.attempts, (key, change) =>
    rows.stepAttempt.updateMany({ where: attemptAddress(key), data: change }),
  );
  await each(changes.approvals, ({ runId, kind, ...rest }) => {
    const address = { runId, kind };
    return rows.approval.upsert({
      where: { runId_kind: address },
      create: { ...address, ...rest },
      update: rest,
    });
  });
}

async function saveDecisions(tx: Transaction, changes: Changes): Promise<void> {
  const rows = clientOf(tx);
  await each(changes.evidence, (row) =>
    rows.evidence.upsert({ where: { id: row.id }, create: row, update: row }),
  );
  await each(changes.decisions, (row) =>
    rows.decision.upsert({ where: { id: row.id }, create: row, update: row }),
  );
  await each(changes.verdicts, ({ decisionId, seq, ...rest }) => {
    const address = { decisionId, seq };
    const where = { decisionId_seq: address };
    return rows.verdict.upsert({ where, create: { ...address, ...rest }, update: rest });
  });
  await each(changes.signatures, ({ decisionId, seq, ...rest }) => {
    const address = { decisionId, seq };
    const where = { decisionId_seq: address };
    return rows.signature.upsert({ where, create: { ...address, ...rest }, update: rest });
  });
}
