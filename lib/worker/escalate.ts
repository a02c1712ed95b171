import type { Message } from "#lib/channels/message.ts";
import { recordEscalation } from "#lib/commands/clock/record-escalation.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { isOwed } from "#lib/domain/clock/firing.ts";
import type { ClockState } from "#lib/domain/incident/state.ts";
import { utc } from "#lib/domain/notice/values.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { outcomeOf, TryAgainLater, tellPerson } from "./tell-person.ts";
import { untilRecorded } from "./until-recorded.ts";

/** Tells one person that a clock past due has come to their role. A clock that was met meanwhile calls nobody. */
export async function escalate(worker: Worker, task: Tasks["escalate"], isLastTry: boolean): Promise<void> {
  const { reference, clock: name, occurrence, role, person } = task;
  const incident = await readIncident(reference);
  const clock = incident?.state.clocks.find((one) => one.clock === name && one.occurrence === occurrence);
  if (incident == null || clock === undefined || !isOwed(clock)) return;
  if (incident.state.status === "closed") return;
  const pack = await packByHash(incident.state.pack.hash);
  const said = await tellPerson(worker, person, "escalation", messageOf(worker, task, clock, pack));
  if (said.outcome === "rejected" && !said.permanent && !isLastTry) throw new TryAgainLater(said.reason);
  await untilRecorded(async () => {
    const key = `escalate:${reference}:${name}#${occurrence}:${role}:${person}`;
    const input = { reference, clock: name, occurrence, person, ...outcomeOf(said) };
    const recorded = await recordEscalation(asWorker(worker, key), input);
    if (!recorded.ok) log.error({ ...task, refusal: recorded.refusal.message }, "an escalation was refused");
  }, worker.ending);
}

function messageOf(
  worker: Worker,
  { reference, clock: name, occurrence, role, person }: Tasks["escalate"],
  clock: ClockState,
  pack: ProtocolPack,
): Omit<Message, "to"> {
  const title = pack.clocks[name]?.title ?? name;
  const text = [
    `${title} was due ${utc(clock.dueAt)} and is still owed.`,
    `You are called as ${pack.roles[role]?.title ?? role}${clock.rule === null ? "" : ` (${clock.rule})`}.`,
    `${worker.settings.url}/incidents/${reference}`,
  ].join("\n\n");
  return {
    subject: `Past due: ${title}, ${reference}`,
    text,
    headers: { incidentReference: reference, noticeId: `escalation-${name}-${occurrence}` },
    idempotencyKey: sha256(`${reference}:${name}#${occurrence}:${role}:${person}`).slice(0, 32),
  };
}
