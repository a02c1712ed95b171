import type { z } from "zod";
import { buildPacket } from "../decision/packet.ts";
import type { SealedRecord } from "../decision/statement.ts";
import type { Circumstances } from "../incident/circumstances.ts";
import type { LoggedEvent, NewEvent } from "../incident/events/index.ts";
import type { DecisionState, IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { Gate } from "../protocol/parts/gate.ts";

/** An open decision follows the state: a moved packet voids the signatures; two verdicts seal it (MKC-6). */
export function decisionConsequences(
  event: LoggedEvent,
  state: IncidentState,
  pack: ProtocolPack,
  circumstances: Circumstances,
): NewEvent[] {
  return state.decisions
    .filter((decision) => decision.sealed === null)
    .flatMap((decision) => {
      const gate = pack.gates[decision.gate];
      if (gate === undefined) return [];
      if (event.type === "DecisionProposed") return [];
      const sealed = event.type === "VerdictSigned" ? seal(decision, gate, circumstances) : null;
      return sealed === null ? revise(decision, state, pack, circumstances) : [sealed];
    });
}

function revise(
  decision: DecisionState,
  state: IncidentState,
  pack: ProtocolPack,
  circumstances: Circumstances,
): NewEvent[] {
  const { residualRiskDigest } = decision.packet;
  const address = { decision: decision.decision, gate: decision.gate, residualRiskDigest };
  const packet = buildPacket(state, pack, address, circumstances);
  const packetDigest = circumstances.digest(packet);
  if (packetDigest === decision.packetDigest) return [];
  const voided = Object.keys(decision.verdicts);
  return [
    {
      type: "DecisionRevised",
      facts: { decision: decision.decision, packet, packetDigest, voided },
      text: {},
    },
  ];
}

/** The same answer from both sides is the outcome; unequal answers are the gate's NO-GO. Null where it has none such. */
export function outcomeOf(
  decision: DecisionState,
  gate: z.infer<typeof Gate>,
): Pick<SealedRecord, "outcome" | "go" | "cause"> | null {
  const first = decision.verdicts[gate.proposes];
  const second = decision.verdicts[gate.confirms];
  if (first === undefined || second === undefined) return null;
  const isSameAnswer = first.answer === second.answer;
  const answer = gate.answers.find(({ id, go }) => (isSameAnswer ? id === first.answer : !go));
  if (answer === undefined) return null;
  return { outcome: answer.id, go: answer.go, cause: isSameAnswer ? "same-answer" : "unequal-answers" };
}

function seal(
  decision: DecisionState,
  gate: z.infer<typeof Gate>,
  circumstances: Circumstances,
): NewEvent | null {
  const outcome = outcomeOf(decision, gate);
  if (outcome === null) return null;
  const record: SealedRecord = {
    schema: "holdpoint-record-v1",
    packet: decision.packet,
    packetDigest: decision.packetDigest,
    ...outcome,
    verdicts: [gate.proposes, gate.confirms].flatMap((party) => {
      const verdict = decision.verdicts[party];
      if (verdict === undefined) return [];
      const { person, answer, statementDigest, statement, proof } = verdict;
      return [{ party, person, answer, statementDigest, statement, proof }];
    }),
  };
  return {
    type: "DecisionSealed",
    facts: {
      decision: decision.decision,
      gate: decision.gate,
      ...outcome,
      record: circumstances.canonical(record),
      recordDigest: circumstances.digest(record),
    },
    text: {},
  };
}
