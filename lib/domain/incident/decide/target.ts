import { asOpenParticipant, isOwner } from "../../authority/who.ts";
import { own } from "../../protocol/own.ts";
import { ownerTitle } from "../../protocol/owner-title.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, refuse } from "../../refusal.ts";
import { isUnderWay, latestRun } from "../../rollback/run.ts";
import { whyNoTarget } from "../../rollback/targets.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";

/** Confirms what the rollback goes back to: by its owner, and never while it runs (PT-5, WP-4). */
export function decideTarget(
  state: IncidentState,
  pack: ProtocolPack,
  input: { target: string; value: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const target = own(pack.targets, input.target);
  if (target === undefined)
    return refuse("invalid", null, `${pack.title} knows no target "${input.target}".`);
  const rule = target.rule ?? null;
  if (!isOwner(person.value, target.confirms))
    return refuse(
      "unauthorised",
      rule,
      `"${target.title}" is confirmed by ${ownerTitle(pack, target.confirms)}.`,
    );
  const run = latestRun(state);
  if (run !== null && isUnderWay(run))
    return refuse("rule", rule, "The rollback is under way; what it goes back to no longer moves.");
  const value = input.value.trim();
  const wrong = whyNoTarget(target, value, { pack, state, now: circumstances.now });
  if (wrong !== null) return refuse("invalid", rule, wrong);
  return accept([{ type: "TargetConfirmed", facts: { target: input.target, value }, text: {} }]);
}
