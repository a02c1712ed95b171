import { mayCall } from "#lib/domain/calling/call.ts";
import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { endCalling, setDueCall } from "#lib/store/due-calls.ts";
import { enqueue } from "#lib/store/jobs.ts";
import { databaseNow, type Transaction } from "#lib/store/transaction.ts";
import type { Tasks } from "../enqueue.ts";

const begins: ReadonlySet<string> = new Set(["IncidentDeclared", "SeverityChanged", "IncidentReopened"]);
const ends: ReadonlySet<string> = new Set([
  "CallAnswered",
  "NobodyAnswered",
  "IncidentClosed",
  "IncidentCancelled",
]);

/** Looks at an incident's calling now or at a time; the due row finds it again where the job is lost. */
export const enqueueCalling = (tx: Transaction, reference: string, runAt?: string): Promise<void> => {
  const payload: Tasks["call-next"] = { reference };
  return enqueue(tx, {
    task: "call-next",
    payload,
    jobKey: `call-next:${reference}`,
    maxAttempts: 3,
    ...(runAt === undefined ? {} : { runAt }),
  });
};

/** The calls that follow from what was recorded, in the same transaction. */
export async function enqueueCalls(
  tx: Transaction,
  state: IncidentState,
  events: LoggedEvent[],
  pack: ProtocolPack,
): Promise<void> {
  if (pack.paging === undefined) return;
  const { reference } = state;
  if (events.some(({ type }) => begins.has(type)) && mayCall(pack, state.severity)) {
    await setDueCall(tx, reference, await databaseNow(tx));
    await enqueueCalling(tx, reference);
  }
  for (const event of events) {
    const isTakenUp = event.type === "CallPassed" && event.facts.because === "taken-up";
    if (isTakenUp || ends.has(event.type)) await endCalling(tx, reference);
    if (event.type === "CallDelivered" && event.facts.outcome === "failed")
      await enqueueCalling(tx, reference);
    if (event.type === "CallPassed" && event.facts.because === "declined")
      await enqueueCalling(tx, reference);
    if (event.type !== "PersonCalled") continue;
    const { call, answerBy } = event.facts;
    const payload: Tasks["call"] = { reference, call };
    await enqueue(tx, { task: "call", payload, jobKey: `call:${call}`, maxAttempts: 10 });
    await setDueCall(tx, reference, answerBy);
    await enqueueCalling(tx, reference, answerBy);
  }
}
