import { asOpenLead } from "../../authority/lead.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Blocker, refuse } from "../../refusal.ts";
import { isUnderWay, latestRun } from "../../rollback/run.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";
import { openPromises } from "./promises.ts";

/** What keeps an incident from ending outside its exit criteria: a run, the public status, and promises to people. */
export function cancelBlockers(state: IncidentState, pack: ProtocolPack): Blocker[] {
  const run = latestRun(state);
  const busy =
    run !== null && isUnderWay(run) ? [{ rule: run.rule, message: `The rollback is ${run.status}.` }] : [];
  const { publication } = state;
  const isPublic = publication !== null && publication.state !== "resolved";
  const told = isPublic
    ? [{ rule: null, message: `The public status says "${publication.state}". Publish that it is resolved.` }]
    : [];
  return [...busy, ...told, ...openPromises(state, pack)];
}

/** Cancels a false alarm: the commander's act, and not before everybody who was told has been told so. */
export function decideCancelling(
  state: IncidentState,
  pack: ProtocolPack,
  input: { reason: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenLead(state, pack, circumstances, "Cancelling a false alarm");
  if (!person.ok) return person;
  const blockers = cancelBlockers(state, pack);
  if (blockers.length > 0)
    return refuse(
      "rule",
      blockers[0]?.rule ?? null,
      `It cannot be cancelled yet: ${blockers.length} thing(s) stand in the way.`,
      blockers,
    );
  return accept([{ type: "IncidentCancelled", facts: {}, text: { reason: input.reason } }]);
}
