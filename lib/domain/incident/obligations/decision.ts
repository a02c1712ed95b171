import { currentEvidence, evidenceAsked, isAgreed } from "../../gate/holds.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { Obligation } from "../obligation.ts";
import type { IncidentState, RunState } from "../state.ts";

/** The joint decision: proposed once the rollback is verified and the evidence is in, then answered by each side (MKC-6). */
export function decisionObligations(
  state: IncidentState,
  pack: ProtocolPack,
  run: RunState | null,
): Obligation[] {
  return Object.entries(pack.gates).flatMap(([name, gate]) => {
    const open = state.decisions.find((decision) => decision.gate === name && decision.sealed === null);
    const rule = gate.rule ?? null;
    if (open !== undefined) {
      return [gate.proposes, gate.confirms]
        .filter((party) => open.verdicts[party] === undefined)
        .map(
          (party): Obligation => ({
            id: `decision:${open.decision}:${party}`,
            title: `Answer for ${pack.parties[party]?.title ?? party}: ${gate.question}`,
            why: "Both sides answer; unequal answers are NO-GO.",
            rule,
            owner: { parties: [party] },
            dueAt: null,
            act: { kind: "answer-decision", decision: open.decision },
          }),
        );
    }
    const evidenceIsIn = evidenceAsked(state, pack).every(
      ([requirement]) => currentEvidence(state, requirement) !== undefined,
    );
    if (isAgreed(state, name) || run?.verifiedAt == null || !evidenceIsIn) return [];
    return [
      {
        id: `decision:propose:${name}`,
        title: `Propose the joint decision: ${gate.question}`,
        why: "The rollback is verified and the evidence is in.",
        rule,
        owner: { parties: [gate.proposes] },
        dueAt: null,
        act: { kind: "propose-decision", gate: name },
      },
    ];
  });
}
