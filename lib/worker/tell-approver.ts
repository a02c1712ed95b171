import { approverNews } from "#lib/commands/decision/approver-news.ts";
import { approverKey } from "#lib/commands/decision/tell-approvers.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import type { Worker } from "./context.ts";
import { log } from "./log.ts";
import { TryAgainLater, tellPerson } from "./tell-person.ts";

/** Tells one person what is asked of them before a signature, with the way to its packet. What is done by then is not told. */
export async function tellApprover(
  worker: Worker,
  task: Tasks["tell-approver"],
  isLastTry: boolean,
): Promise<void> {
  const { reference, seq, person } = task;
  const incident = await readIncident(reference);
  if (incident === null) return;
  const news = approverNews(incident.state, await packByHash(incident.state.pack.hash), seq);
  if (news === null || !news.to.includes(person)) return;
  const answer = await tellPerson(worker, person, "news", {
    subject: `${news.title}, ${reference}`,
    text: [`${news.title}.`, `${worker.settings.url}${news.path}`].join("\n\n"),
    headers: { incidentReference: reference, noticeId: `approver-${seq}` },
    idempotencyKey: sha256(approverKey(task)).slice(0, 32),
  });
  if (answer.outcome !== "rejected") return;
  if (!answer.permanent && !isLastTry) throw new TryAgainLater(answer.reason);
  log.warn({ ...task, reason: answer.reason }, "an approver was not reached");
}
