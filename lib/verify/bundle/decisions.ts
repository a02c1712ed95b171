import type { SealedRecord } from "#lib/domain/decision/statement.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import type { ActOf } from "./acts.ts";
import type { Report } from "./findings.ts";
import { gateOf, type History, type OpenDecision } from "./history.ts";
import type { PackPart } from "./shapes.ts";
import { placeOf } from "./typed-entries.ts";

type Gate = PackPart["gates"][string];
type Verdict = ActOf<"VerdictSigned">;

/** A sealed decision: both parties' standing verdicts, the outcome that they make, and a record of exactly these. */
export function checkSealing(history: History, act: ActOf<"DecisionSealed">, report: Report): void {
  const place = placeOf(act.seq);
  const wrong = (message: string) => report.wrong("decision", place, message);
  const decision = history.decisions.get(act.facts.decision);
  if (decision === undefined || decision.sealed !== null) {
    wrong("there is no open decision that it could seal");
    return;
  }
  decision.sealed = act;
  const { record, recordDigest, gate: name } = act.facts;
  if (sha256(record) !== recordDigest) wrong("the record's digest is not that of the record");
  const gate = gateOf(history, name);
  if (gate === undefined || name !== decision.gate) {
    wrong("the protocol has no such gate for it");
    return;
  }
  const standing = quorum(decision, gate, record, (message) => report.wrong("quorum", place, message));
  if (standing === null) return;
  const outcome = outcomeOf(gate, standing);
  if (outcome === null) {
    wrong("the gate has no answer that these verdicts could make");
    return;
  }
  const { outcome: said, go, cause } = act.facts;
  if (said !== outcome.outcome || go !== outcome.go || cause !== outcome.cause)
    wrong(`the verdicts make ${told(outcome)}, and it says ${told(act.facts)}`);
  if (outcome.go && decision.packet.criteria.some(({ holds }) => !holds))
    wrong("it is a GO past a criterion that does not hold");
  if (record !== canonicalJson(recordOf(decision, outcome, standing)))
    wrong("the record is not made of the packet and the verdicts in the log");
}

const told = ({ outcome, go, cause }: Outcome) => `${outcome} (${go ? "GO" : "NO-GO"}, ${cause})`;

function quorum(
  decision: OpenDecision,
  gate: Gate,
  record: string,
  wrong: (message: string) => void,
): [Verdict, Verdict] | null {
  const [first, second] = [decision.verdicts.get(gate.proposes), decision.verdicts.get(gate.confirms)];
  for (const { seq, facts } of decision.voided)
    if (record.includes(facts.statementDigest))
      wrong(`it counts the verdict of entry ${seq}, which a change of the packet had voided`);
  if (first === undefined) wrong(`no verdict of ${gate.proposes} stands`);
  if (second === undefined) wrong(`no verdict of ${gate.confirms} stands`);
  if (first === undefined || second === undefined) return null;
  if (first.facts.person === second.facts.person) wrong("one person signed for both parties");
  return [first, second];
}

type Outcome = Pick<SealedRecord, "outcome" | "go" | "cause">;

/** The same answer from both is the outcome; unequal answers are the gate's NO-GO. Null where the gate has none such. */
function outcomeOf({ answers }: Gate, [first, second]: [Verdict, Verdict]): Outcome | null {
  const isSameAnswer = first.facts.answer === second.facts.answer;
  const answer = answers.find(({ id, go }) => (isSameAnswer ? id === first.facts.answer : !go));
  if (answer === undefined) return null;
  return { outcome: answer.id, go: answer.go, cause: isSameAnswer ? "same-answer" : "unequal-answers" };
}

const recordOf = (
  { packet, packetDigest }: OpenDecision,
  outcome: Outcome,
  standing: Verdict[],
): SealedRecord => ({
  schema: "holdpoint-record-v1",
  packet,
  packetDigest,
  ...outcome,
  verdicts: standing.map(({ facts: { party, person, answer, statementDigest, statement, proof } }) => ({
    party,
    person,
    answer,
    statementDigest,
    statement,
    proof,
  })),
});
