import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import { type NewInboxMessage, writeInbox } from "#lib/store/inbox.ts";
import { enqueueAll, type NewJob } from "#lib/store/jobs.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import type { Tasks } from "../enqueue.ts";
import { approverNews } from "./approver-news.ts";

const asking: ReadonlySet<string> = new Set<LoggedEvent["type"]>([
  "QuestionAsked",
  "QuestionAnswered",
  "DecisionProposed",
  "VerdictSigned",
  "DeputyNamed",
]);

/** Who is asked something before a signature, or whose signature is awaited, hears of it in the inbox and by mail. */
export async function tellApprovers(
  tx: Transaction,
  state: IncidentState,
  events: LoggedEvent[],
  pack: ProtocolPack,
): Promise<void> {
  const { reference } = state;
  const messages: NewInboxMessage[] = [];
  const jobs: NewJob[] = [];
  for (const { seq, type, recordedAt: at } of events) {
    const news = asking.has(type) ? approverNews(state, pack, seq) : null;
    if (news === null) continue;
    const title = beginningOf(news.title, 300);
    const said = { subject: `${reference}#${seq}`, kind: "reminder" as const, reference, title, at };
    messages.push(...news.to.map((personId) => ({ ...said, personId })));
    jobs.push(...news.to.map((person) => approverJob({ reference, seq, person })));
  }
  await writeInbox(tx, messages);
  await enqueueAll(tx, jobs);
}

const approverJob = (payload: Tasks["tell-approver"]): NewJob => ({
  task: "tell-approver",
  payload,
  jobKey: approverKey(payload),
  maxAttempts: 10,
});

export const approverKey = ({ reference, seq, person }: Tasks["tell-approver"]): string =>
  `tell-approver:${reference}:${seq}:${person}`;
