import { asConsole } from "../../authority/who.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, refuse } from "../../refusal.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { DecisionState, IncidentState } from "../state.ts";

type Filing = { decision: string; party: string; place: string | null; reason: string };

/** The parties that have no decision log of this decision yet, each with the registered action that brings it (MKC-6.4). */
export const filingsDue = ({ gate, sealed, filed }: DecisionState, pack: ProtocolPack) =>
  sealed === null
    ? []
    : Object.entries(own(pack.gates, gate)?.decisionLog ?? {})
        .filter(([party]) => typeof filed[party]?.place !== "string")
        .map(([party, action]) => ({ party, action }));

/**
 * The worker says where a sealed decision's log lies, or why it does not yet (MKC-6.4). It tries on and on, so only the
 * first of its failures is news.
 */
export function decideFiling(
  state: IncidentState,
  pack: ProtocolPack,
  { decision: id, party, place, reason }: Filing,
  { actor }: Circumstances,
): Decided {
  const worker = asConsole(actor);
  if (!worker.ok) return worker;
  const decision = state.decisions.find((one) => one.decision === id);
  const due = decision === undefined ? [] : filingsDue(decision, pack);
  const filing = due.find((one) => one.party === party);
  if (decision === undefined || filing === undefined)
    return refuse("stale", null, "No log of this decision is to be brought to that party any more.");
  if (place === null && decision.filed[party] !== undefined) return accept([]);
  const facts = { decision: id, party, action: filing.action, place };
  return accept([{ type: "DecisionFiled", facts, text: { reason } }]);
}
