import { filingsDue } from "#lib/domain/incident/decide/file-decision.ts";
import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { enqueueAll } from "#lib/store/jobs.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import type { Tasks } from "../enqueue.ts";

/** Tried for about four days, with longer and longer pauses. */
const mostTries = 25;

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
    .map((payload: Tasks["file-decision"]) => ({
      task: "file-decision",
      payload,
      jobKey: `file:${payload.decision}:${payload.party}`,
      maxAttempts: mostTries,
    }));
  if (jobs.length > 0) await enqueueAll(tx, jobs);
}
