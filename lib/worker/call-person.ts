import type { Message } from "#lib/channels/message.ts";
import { callNext } from "#lib/commands/calling/call-next.ts";
import { recordCall } from "#lib/commands/calling/record-call.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import type { CallState, IncidentState } from "#lib/domain/incident/state.ts";
import { utc } from "#lib/domain/notice/values.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { callToken } from "#lib/platform/call-link.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { outcomeOf, TryAgainLater, tellPerson } from "./tell-person.ts";
import { untilRecorded } from "./until-recorded.ts";

/** Looks whether the next person on call is to be called. */
export async function lookAtCalling(worker: Worker, { reference }: Tasks["call-next"]): Promise<void> {
  const looked = await callNext(asWorker(worker, `call-next:${newId()}`), { reference });
  if (!looked.ok) log.error({ reference, refusal: looked.refusal.message }, "calling was refused");
}

/** Tells one person that they are called, by the first of their channels that takes it. Somebody who was passed over is told no more. */
export async function callPerson(worker: Worker, task: Tasks["call"], isLastTry: boolean): Promise<void> {
  const incident = await readIncident(task.reference);
  const call = incident?.state.calls.find((one) => one.call === task.call);
  if (incident == null || call === undefined || call.status !== "waiting" || call.delivered !== null) return;
  const pack = await packByHash(incident.state.pack.hash);
  const said = await tellPerson(worker, call.person, "page", messageOf(worker, incident.state, call, pack));
  if (said.outcome === "rejected" && !said.permanent && !isLastTry) throw new TryAgainLater(said.reason);
  await untilRecorded(async () => {
    const recorded = await recordCall(asWorker(worker, `call:${task.call}`), { ...task, ...outcomeOf(said) });
    if (!recorded.ok) log.error({ ...task, refusal: recorded.refusal.message }, "a call was refused");
  }, worker.ending);
}

function messageOf(
  { settings }: Worker,
  state: IncidentState,
  call: CallState,
  pack: ProtocolPack,
): Omit<Message, "to"> {
  const { reference, severity } = state;
  const role = pack.roles[call.role]?.title ?? call.role;
  const trigger = pack.triggers[state.trigger]?.title ?? state.trigger;
  const answer =
    settings.secret === undefined
      ? []
      : [
          `I am on it: ${settings.url}/called/${reference}/${call.call}/${callToken(reference, call.call, settings.secret)}`,
        ];
  const text = [
    `${reference}, ${severity}: ${trigger}.`,
    `You are called as ${role}, on call now. Answer by ${utc(call.answerBy)}, or the next person is called.`,
    ...answer,
    `The incident: ${settings.url}/incidents/${reference}`,
  ].join("\n\n");
  return {
    subject: `You are called: ${severity}, ${reference}`,
    text,
    headers: { incidentReference: reference, noticeId: `call-${call.call}` },
    idempotencyKey: sha256(`call:${call.call}`).slice(0, 32),
  };
}
