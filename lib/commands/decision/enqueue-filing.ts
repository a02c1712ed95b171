import { filingsDue } from "#lib/domain/incident/decide/file-decision.ts";
import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { enqueueAll, type NewJob } from "#lib/store/jobs.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import type { Tasks } from "../enqueue.ts";

/** Tried for about three hours, with longer and longer pauses; after that the sweep asks for it anew. */
const mostTries = 10;
/** Asked for anew, because another push may come between one and the next. */
const mostTriesAnew = 3;

/** One job for each party whose repository is to have the decision that was just sealed. */
export async function enqueueFiling(
  tx: Transaction,
  { reference, decisions }: IncidentState,
  events: LoggedEvent[],
  pack: ProtocolPack,
): Promise<void> {
  const sealed = new Set(
    events.flatMap(({ type, facts }) => (type === "DecisionSealed" ? [facts.decision] : [])),
  );
  const jobs = decisions
    .filter(({ decision }) => sealed.has(decision))
    .flatMap((one) =>
      filingsDue(one, pack).map(({ party }) => ({ reference, decision: one.decision, party })),
    )
    .map((filing) => filingJob(filing, mostTries));
  await enqueueAll(tx, jobs);
}

/** Some more tries for each that the queue has given up. */
export const enqueueFilingAgain = (tx: Transaction, filings: Tasks["file-decision"][]): Promise<void> =>
  enqueueAll(
    tx,
    filings.map((filing) => filingJob(filing, mostTriesAnew)),
  );

const filingJob = (payload: Tasks["file-decision"], maxAttempts: number): NewJob => ({
  task: "file-decision",
  payload,
  jobKey: `file:${payload.decision}:${payload.party}`,
  maxAttempts,
});
