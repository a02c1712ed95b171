import { recordFiling } from "#lib/commands/decision/record-filing.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { filingsDue } from "#lib/domain/incident/decide/file-decision.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { runAction } from "./collect.ts";
import { asWorker, type Worker } from "./context.ts";
import { log } from "./log.ts";
import { TryAgainLater } from "./tell-person.ts";

/**
 * Runs the registered action that brings the decision log to one party. What cannot be brought is said once on the
 * record and tried again, by the queue and then by the sweep; the action itself leaves alone what is there already.
 */
export async function fileDecision(
  worker: Worker,
  { reference, decision: id, party }: Tasks["file-decision"],
): Promise<void> {
  const incident = await readIncident(reference);
  const decision = incident?.state.decisions.find((one) => one.decision === id);
  if (incident === null || decision === undefined) return;
  const pack = await packByHash(incident.state.pack.hash);
  const filing = filingsDue(decision, pack).find((one) => one.party === party);
  if (filing === undefined) return;
  const ran = await runAction(worker, incident.state, { action: filing.action, with: {} });
  const key = `file:${id}:${party}:${ran.succeeded ? "there" : "not-there"}`;
  const said = ran.succeeded ? { place: placeOf(ran), reason: "" } : { place: null, reason: ran.summary };
  const outcome = await recordFiling(asWorker(worker, key), { reference, decision: id, party, ...said });
  if (!outcome.ok) log.warn({ reference, refusal: outcome.refusal.message }, "a filing was refused");
  if (!ran.succeeded) throw new TryAgainLater(`${filing.action}: ${ran.summary}`);
}

const placeOf = ({ line, summary }: { line: string; summary: string }) =>
  beginningOf(`${summary} (${line})`, 400);
