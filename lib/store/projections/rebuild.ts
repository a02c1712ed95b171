import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { incidentIdOf } from "../incident-id.ts";
import { openEntry } from "../log/entry.ts";
import { lockHead, readRawEntries } from "../log/raw-entries.ts";
import { clientOf, type Transaction } from "../transaction.ts";
import { projectEntries } from "./project.ts";
import type { Changes } from "./rows.ts";

/** Throws away what the tables say of an incident and makes it again from the log alone. */
export async function rebuildProjections(
  tx: Transaction,
  reference: string,
  pack: ProtocolPack,
): Promise<void> {
  if ((await lockHead(tx, reference)) === null) return;
  const incidentId = incidentIdOf(reference);
  const entries = (await readRawEntries(reference, 0, undefined, tx)).map(openEntry);
  const { changes } = projectEntries({ incidentId, before: null, entries, pack });
  await deleteRows(tx, incidentId);
  await createRows(tx, changes);
}

/** Children before parents. */
async function deleteRows(tx: Transaction, incidentId: string): Promise<void> {
  const rows = clientOf(tx);
  const ofIncident = { where: { incidentId } };
  await rows.signature.deleteMany({ where: { verdict: { decision: { incidentId } } } });
  await rows.verdict.deleteMany({ where: { decision: { incidentId } } });
  await rows.decision.deleteMany(ofIncident);
  await rows.evidence.deleteMany(ofIncident);
  await rows.approval.deleteMany({ where: { run: { incidentId } } });
  await rows.stepAttempt.deleteMany({ where: { run: { incidentId } } });
  await rows.rollbackRun.deleteMany(ofIncident);
  await rows.noticeDelivery.deleteMany({ where: { notice: { incidentId } } });
  await rows.notice.deleteMany(ofIncident);
  await rows.publication.deleteMany(ofIncident);
  await rows.freeze.deleteMany(ofIncident);
  await rows.clockFiring.deleteMany(ofIncident);
  await rows.clock.deleteMany(ofIncident);
  await rows.timelineEntry.deleteMany(ofIncident);
  await rows.incidentParticipant.deleteMany(ofIncident);
  await rows.incident.deleteMany({ where: { id: incidentId } });
}

/** Parents before children. */
async function createRows(tx: Transaction, changes: Changes): Promise<void> {
  const rows = clientOf(tx);
  const made = <Row>({ puts }: { puts: Map<string, Row> }) => ({ data: [...puts.values()] });
  await rows.incident.createMany(made(changes.incident));
  await rows.incidentParticipant.createMany(made(changes.participants));
  await rows.timelineEntry.createMany(made(changes.timeline));
  await rows.clock.createMany(made(changes.clocks));
  await rows.clockFiring.createMany(made(changes.firings));
  await rows.freeze.createMany(made(changes.freezes));
  await rows.publication.createMany(made(changes.publications));
  await rows.notice.createMany(made(changes.notices));
  await rows.noticeDelivery.createMany(made(changes.deliveries));
  await rows.rollbackRun.createMany(made(changes.runs));
  await rows.stepAttempt.createMany(made(changes.attempts));
  await rows.approval.createMany(made(changes.approvals));
  await rows.evidence.createMany(made(changes.evidence));
  await rows.decision.createMany(made(changes.decisions));
  await rows.verdict.createMany(made(changes.verdicts));
  await rows.signature.createMany(made(changes.signatures));
}
