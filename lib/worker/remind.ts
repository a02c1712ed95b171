import type { Message } from "#lib/channels/message.ts";
import { recordReminder } from "#lib/commands/clock/record-reminder.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { isOwed } from "#lib/domain/clock/firing.ts";
import { clockAddress } from "#lib/domain/incident/packet-address.ts";
import type { ClockState, IncidentState } from "#lib/domain/incident/state.ts";
import { utc } from "#lib/domain/notice/values.ts";
import { ownerTitle } from "#lib/domain/protocol/owner-title.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { outcomeOf, TryAgainLater, tellPerson } from "./tell-person.ts";
import { untilRecorded } from "./until-recorded.ts";

/** Reminds one person by their own means of what they owe soon. Where it was met, stopped or missed meanwhile nobody is. */
export async function remind(worker: Worker, task: Tasks["remind"], isLastTry: boolean): Promise<void> {
  const { reference, clock: name, occurrence, minutesBefore, person } = task;
  const incident = await readIncident(reference);
  const clock = incident?.state.clocks.find((one) => one.clock === name && one.occurrence === occurrence);
  if (incident == null || clock === undefined || !isWorthIt(clock)) return;
  if (incident.state.status === "closed") return;
  const pack = await packByHash(incident.state.pack.hash);
  const key = `remind:${reference}:${name}#${occurrence}:${minutesBefore}:${clock.dueAt}:${person}`;
  const said = await tellPerson(
    worker,
    person,
    "escalation",
    messageOf(worker, task, clock, { state: incident.state, pack, key }),
  );
  if (said.outcome === "rejected" && !said.permanent && !isLastTry) throw new TryAgainLater(said.reason);
  await untilRecorded(async () => {
    const input = { reference, clock: name, occurrence, minutesBefore, person, ...outcomeOf(said) };
    const recorded = await recordReminder(asWorker(worker, key), input);
    if (!recorded.ok) log.error({ ...task, refusal: recorded.refusal.message }, "a reminder was refused");
  }, worker.ending);
}

const isWorthIt = (clock: ClockState): boolean =>
  isOwed(clock) && clock.paused === null && clock.status !== "breached";

function messageOf(
  worker: Worker,
  { reference, clock: name, occurrence }: Tasks["remind"],
  clock: ClockState,
  { state, pack, key }: { state: IncidentState; pack: ProtocolPack; key: string },
): Omit<Message, "to"> {
  const described = pack.clocks[name];
  const title = described?.title ?? name;
  const owner = described === undefined ? "its owner" : ownerTitle(pack, described.owner);
  const text = [
    `${title} is due ${utc(clock.dueAt)} and is not met yet.`,
    `It is owed by ${owner}${clock.rule === null ? "" : ` (${clock.rule})`}.`,
    `${worker.settings.url}${clockAddress(state, pack, name)}`,
  ].join("\n\n");
  return {
    subject: `Due soon: ${title}, ${reference}`,
    text,
    headers: { incidentReference: reference, noticeId: `reminder-${name}-${occurrence}` },
    idempotencyKey: sha256(key).slice(0, 32),
  };
}
