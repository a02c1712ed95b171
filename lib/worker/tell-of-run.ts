import type { Message } from "#lib/channels/message.ts";
import { newsKey, type Tasks } from "#lib/commands/enqueue.ts";
import { recordReached } from "#lib/commands/timing/record-reached.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { outcomeOf, TryAgainLater, tellPerson } from "./tell-person.ts";
import { untilRecorded } from "./until-recorded.ts";

const news = {
  RollbackStarted: "The rollback has started",
  RunFailed: "The rollback has failed or is in doubt",
  RunFailedAgain: "The rollback has failed again, or is in doubt again",
} as const;

/** Tells one person what a rollback has come to, once; who was reached already hears it no second time. */
export async function tellOfRun(worker: Worker, task: Tasks["tell"], isLastTry: boolean): Promise<void> {
  const { reference, person } = task;
  const incident = await readIncident(reference);
  const told = incident?.state.told.find(
    ({ run, cause, role }) => run === task.run && cause === task.cause && role === task.role,
  );
  if (incident == null || told === undefined || told.reached[person] !== undefined) return;
  const pack = await packByHash(incident.state.pack.hash);
  const message = messageOf(worker, task, { state: incident.state, pack, rule: told.rule });
  const said = await tellPerson(worker, person, "news", message);
  if (said.outcome === "rejected" && !said.permanent && !isLastTry) throw new TryAgainLater(said.reason);
  await untilRecorded(async () => {
    const recorded = await recordReached(asWorker(worker, newsKey(task)), { ...task, ...outcomeOf(said) });
    if (!recorded.ok) log.error({ ...task, refusal: recorded.refusal.message }, "news of a run was refused");
  }, worker.ending);
}

type About = { state: IncidentState; pack: ProtocolPack; rule: string | null };

function messageOf(worker: Worker, task: Tasks["tell"], about: About): Omit<Message, "to"> {
  const { state, pack, rule } = about;
  const run = state.runs.find((one) => one.run === task.run);
  const plan = pack.plans[run?.plan ?? ""]?.title ?? run?.plan ?? "";
  const text = [
    `${news[task.cause]}: ${plan}. It is ${run?.status ?? "not known"}.`,
    `You are told as ${pack.roles[task.role]?.title ?? task.role}${rule === null ? "" : ` (${rule})`}.`,
    `${worker.settings.url}/incidents/${task.reference}`,
  ].join("\n\n");
  return {
    subject: `${news[task.cause]}, ${task.reference}`,
    text,
    headers: { incidentReference: task.reference, noticeId: `run-${task.cause}-${task.run}` },
    idempotencyKey: sha256(newsKey(task)).slice(0, 32),
  };
}
