import { criteriaAsked, currentEvidence, evidenceAsked, isAgreed } from "../../gate/holds.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { planAsked } from "../../rollback/offered.ts";
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
      ([requirement]) => currentEvidence(state, pack, requirement) !== undefined,
    );
    if (isAgreed(state, name) || !evidenceIsIn) return [];
    const isVerified = run?.verifiedAt != null;
    if (!isVerified && !endsWithoutRollback(state, pack, { run, gate: name })) return [];
    return [
      {
        id: `decision:propose:${name}`,
        title: `Propose the joint decision: ${gate.question}`,
        why: isVerified
          ? "The rollback is verified and the evidence is in."
          : "No rollback is to come, and the incident closes on this decision.",
        rule,
        owner: { parties: [gate.proposes] },
        dueAt: null,
        act: { kind: "propose-decision", gate: name },
      },
    ];
  });
}

/** Where the end asks for the decision and no rollback is to come, it waits for nothing else. */
function endsWithoutRollback(
  state: IncidentState,
  pack: ProtocolPack,
  { run, gate }: { run: RunState | null; gate: string },
): boolean {
  if (planAsked(state, pack) !== null || (run !== null && run.status !== "aborted")) return false;
  return criteriaAsked(pack.exit, state, pack, { otherCriticalIncidents: 0 }).some(
    ({ condition }) => condition.is === "decision-sealed" && condition.gate === gate,
  );
}
