import { asOpenParticipant } from "../../authority/who.ts";
import { heldUpBy } from "../../clock/blocks.ts";
import { openCriteria } from "../../gate/holds.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Blocker, refuse } from "../../refusal.ts";
import { isUnderWay, latestRun } from "../../rollback/run.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";
import { taskBlockers } from "./task.ts";

/** Everything that keeps the incident open, each with its rule. */
export function closingBlockers(
  state: IncidentState,
  pack: ProtocolPack,
  around: Pick<Circumstances, "otherCriticalIncidents"> & { now?: string },
): Blocker[] {
  const run = latestRun(state);
  const busy =
    run !== null && isUnderWay(run) ? [{ rule: null, message: `The rollback is ${run.status}.` }] : [];
  const open = openCriteria(pack.exit, state, pack, around).map((criterion) => ({
    rule: criterion.rule ?? null,
    message: `Does not hold: ${criterion.title}`,
  }));
  return [...busy, ...heldUpBy("close", state, pack, around.now), ...taskBlockers(state), ...open];
}

/** Closes the incident: the commander's act, and only past every exit criterion of the pack. */
export function decideClosing(
  state: IncidentState,
  pack: ProtocolPack,
  input: { summary: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  if (state.commander !== person.value.id && !person.value.roles.includes(pack.commander)) {
    return refuse(
      "unauthorised",
      null,
      `The incident is closed by ${pack.roles[pack.commander]?.title ?? "its commander"}.`,
    );
  }
  const blockers = closingBlockers(state, pack, circumstances);
  if (blockers.length > 0)
    return refuse(
      "rule",
      blockers[0]?.rule ?? null,
      `It cannot be closed yet: ${blockers.length} thing(s) are open.`,
      blockers,
    );
  return accept([{ type: "IncidentClosed", facts: {}, text: { summary: input.summary } }]);
}
