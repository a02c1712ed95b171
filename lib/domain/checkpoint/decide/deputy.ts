import { type Candidate, type Naming, notAsDeputy, notToEnd, type Side } from "../../decision/deputy.ts";
import { accept } from "../../refusal.ts";
import type { CheckpointPack } from "../pack.ts";
import type { CheckpointState } from "../state.ts";
import { asOpenSpeaker, type CheckpointCircumstances, type CheckpointDecided } from "./who.ts";

const sideOf = (pack: CheckpointPack, party: string): Side => ({
  party,
  title: pack.parties[party]?.title ?? party,
  parties: Object.keys(pack.parties),
  roles: pack.roles,
  rule: pack.cites.verdict,
});

/** A side's lead names who signs for it for a while (MKD-8); one verdict of each side it stays. */
export function decideNamingDeputy(
  state: CheckpointState,
  pack: CheckpointPack,
  { candidate, reason, ...naming }: Naming & { candidate: Candidate; reason: string },
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const lead = asOpenSpeaker(state, pack, circumstances);
  if (!lead.ok) return lead;
  const { party } = lead.value;
  const refused = notAsDeputy(lead.value, candidate, sideOf(pack, party), naming, {
    deputies: state.deputies,
    signedForOther: (person) => (state.speaksFor[person] ?? party) !== party,
    now: circumstances.around.now,
  });
  if (refused !== null || candidate === null) return refused as CheckpointDecided;
  const facts = { person: candidate.id, party, ...naming };
  return accept([{ type: "DeputyNamed", facts, text: { reason } }]);
}

/** A lead of the side takes it back; what the deputy signed stands until the side answers again. */
export function decideEndingDeputy(
  state: CheckpointState,
  pack: CheckpointPack,
  { named, reason }: { named: number; reason: string },
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const lead = asOpenSpeaker(state, pack, circumstances);
  if (!lead.ok) return lead;
  const refused = notToEnd(lead.value, sideOf(pack, lead.value.party), state.deputies, named);
  return refused ?? accept([{ type: "DeputyEnded", facts: { named }, text: { reason } }]);
}
