import { openMailChannel } from "#lib/channels/mail.ts";
import type { DeliveryResult, Message } from "#lib/channels/message.ts";
import { recordEscalation } from "#lib/commands/clock/record-escalation.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import type { ClockState } from "#lib/domain/incident/state.ts";
import { utc } from "#lib/domain/notice/values.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { sha256 } from "#lib/platform/crypto.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findPerson } from "#lib/store/people.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { untilRecorded } from "./until-recorded.ts";

const timeoutSeconds = 20;

/** The server said "later": thrown so that the queue tries again with backoff. */
class TryAgainLater extends Error {}

/** Tells one person by mail that a clock past due has come to their role. A clock that was met meanwhile calls nobody. */
export async function escalate(worker: Worker, task: Tasks["escalate"], isLastTry: boolean): Promise<void> {
  const { reference, clock: name, occurrence, role, person } = task;
  const incident = await readIncident(reference);
  const clock = incident?.state.clocks.find((one) => one.clock === name && one.occurrence === occurrence);
  if (incident == null || clock === undefined || clock.metAt !== null) return;
  if (incident.state.status === "closed") return;
  const pack = await packByHash(incident.state.pack.hash);
  const said = await tell(worker, person, messageOf(worker, task, clock, pack));
  if (said.outcome === "rejected" && !said.permanent && !isLastTry) throw new TryAgainLater(said.reason);
  const outcome = said.outcome === "accepted" ? ("accepted" as const) : ("failed" as const);
  const receipt = said.outcome === "accepted" ? `${said.acceptedBy}: ${said.receipt}` : said.reason;
  await untilRecorded(async () => {
    const key = `escalate:${reference}:${name}#${occurrence}:${role}:${person}`;
    const input = { reference, clock: name, occurrence, person, outcome, receipt };
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

async function tell(worker: Worker, person: string, message: Omit<Message, "to">): Promise<DeliveryResult> {
  const { smtpUrl, mailFrom: from } = worker.settings;
  const never = (reason: string) => ({ outcome: "rejected" as const, permanent: true, reason });
  if (smtpUrl === undefined) return never("No mail channel is configured (HOLDPOINT_SMTP_URL).");
  const recipient = await findPerson(person);
  if (recipient === null) return never("The person is no longer there.");
  const channel = openMailChannel({ smtpUrl, from, timeoutSeconds });
  return channel.deliver({ ...message, to: recipient.email }, worker.ending);
}
