import { asOpenParticipant } from "../../authority/who.ts";
import { heldUp } from "../../clock/blocks.ts";
import { keyOfAnother, notAsEnrolled, type SignerKey } from "../../decision/as-enrolled.ts";
import { buildPacket } from "../../decision/packet.ts";
import { type Anchor, type Statement, stated } from "../../decision/statement.ts";
import { openCriteria } from "../../gate/holds.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Blocker, type Outcome, refuse } from "../../refusal.ts";
import { type Circumstances, type Decided, personToken } from "../circumstances.ts";
import type { Proof } from "../events/decision.ts";
import type { DecisionState, IncidentState } from "../state.ts";
import { asOpenSigner, type Signer } from "./signer.ts";

/** The proposing side puts the packet before both (MKC-6); one open decision for a gate. */
export function decideProposal(
  state: IncidentState,
  pack: ProtocolPack,
  input: { decision: string; gate: string; residualRisk: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const gate = own(pack.gates, input.gate);
  if (gate === undefined) return refuse("invalid", null, `${pack.title} knows no gate "${input.gate}".`);
  const rule = gate.rule ?? null;
  if (person.value.party !== gate.proposes)
    return refuse(
      "unauthorised",
      rule,
      `The decision is proposed by ${pack.parties[gate.proposes]?.title ?? gate.proposes}.`,
    );
  const open = state.decisions.find((decision) => decision.gate === input.gate && decision.sealed === null);
  if (open !== undefined)
    return refuse(
      "conflict",
      rule,
      `${personToken(open.proposedBy)} proposed this decision already (entry ${open.proposedSeq}).`,
    );
  const held = heldUp("propose-decision", state, pack, circumstances.now);
  if (held !== null) return held;
  const address = {
    decision: input.decision,
    gate: input.gate,
    residualRiskDigest: circumstances.digest(input.residualRisk),
  };
  const packet = buildPacket(state, pack, address, circumstances);
  return accept([
    {
      type: "DecisionProposed",
      facts: {
        decision: input.decision,
        gate: input.gate,
        packet,
        packetDigest: circumstances.digest(packet),
      },
      text: { residualRisk: input.residualRisk },
    },
  ]);
}

/** Everything that forbids an answer now, each with its rule: no GO past any of them, by anyone. */
export function blockersOf(
  state: IncidentState,
  pack: ProtocolPack,
  decision: DecisionState,
  answerId: string,
  circumstances: Pick<Circumstances, "otherCriticalIncidents" | "checkpointsAtGo">,
): Blocker[] {
  const gate = own(pack.gates, decision.gate);
  const answer = gate?.answers.find((one) => one.id === answerId);
  if (gate === undefined || answer === undefined)
    return [{ rule: null, message: "There is no such answer." }];
  if (!answer.go) return [];
  return openCriteria([...gate.criteria, ...answer.criteria], state, pack, circumstances).map(
    (criterion) => ({
      rule: criterion.rule ?? null,
      message: `Does not hold: ${criterion.title}`,
    }),
  );
}

export type VerdictDraft = { decision: string; answer: string; remediationPlan: string };

/** Who may answer, and whether this answer may be given at all: asked when the challenge is made and again when it is signed. */
export function mayAnswer(
  state: IncidentState,
  pack: ProtocolPack,
  input: VerdictDraft,
  circumstances: Circumstances,
): Outcome<{ decision: DecisionState; person: Signer; party: string }> {
  const person = asOpenSigner(state, circumstances);
  if (!person.ok) return person;
  const decision = state.decisions.find((one) => one.decision === input.decision);
  const gate = decision === undefined ? undefined : own(pack.gates, decision.gate);
  if (decision === undefined || gate === undefined)
    return refuse("invalid", null, "There is no such decision.");
  const rule = gate.rule ?? null;
  const { party } = person.value;
  if (party === null || (party !== gate.proposes && party !== gate.confirms))
    return refuse("unauthorised", rule, "A verdict is given by a member of one of the two parties.");
  if (decision.sealed !== null)
    return refuse("conflict", rule, `The decision is sealed: ${decision.sealed.outcome}.`);
  const answer = gate.answers.find((one) => one.id === input.answer);
  if (answer === undefined)
    return refuse(
      "invalid",
      rule,
      `The answer is one of ${gate.answers.map((one) => one.label).join(", ")}.`,
    );
  if (answer.needsRemediationPlan && input.remediationPlan.trim() === "")
    return refuse("rule", rule, `${answer.label} comes with a remediation plan.`);
  const blockers = blockersOf(state, pack, decision, input.answer, circumstances);
  if (blockers.length > 0)
    return refuse(
      "rule",
      blockers[0]?.rule ?? rule,
      `${answer.label} cannot be signed: ${blockers.length} blocker(s).`,
      blockers,
    );
  const given = decision.verdicts[party];
  if (given !== undefined)
    return refuse(
      "conflict",
      rule,
      `${personToken(given.person)} signed for ${pack.parties[party]?.title ?? party} already.`,
    );
  // Somebody may have changed sides since; the offline verifier asks for two people as well.
  if (Object.values(decision.verdicts).some((other) => other.person === person.value.id))
    return refuse(
      "unauthorised",
      rule,
      "You answered for the other party already: each party has its own signer.",
    );
  return accept({ decision, person: person.value, party });
}

/** The bytes to sign, rebuilt by the server from stored state: never from what a client sends. */
export function buildStatement(
  allowed: { decision: DecisionState; person: Signer; party: string },
  input: VerdictDraft,
  anchor: Anchor,
  digest: Circumstances["digest"],
): Statement {
  const { decision, party, person } = allowed;
  const { packet, packetDigest } = decision;
  const { answer, remediationPlan: remediation } = input;
  const { id, deputyFor } = person;
  const said = { packet, packetDigest, party, person: id, answer, remediation, deputyFor };
  return stated(said, anchor, digest);
}

export type SignedVerdict = VerdictDraft & Anchor & { shownDigest: string; proof: Proof };

/** Records a verdict whose signature was checked. What was shown must still be what the state says, to the byte. */
export function decideVerdict(
  state: IncidentState,
  pack: ProtocolPack,
  input: SignedVerdict,
  circumstances: Circumstances,
): Decided {
  const allowed = mayAnswer(state, pack, input, circumstances);
  if (!allowed.ok) return allowed;
  const foreign = notAsEnrolled(state, allowed.value.person.id, input.proof);
  if (foreign !== null) return foreign;
  const statement = buildStatement(
    allowed.value,
    input,
    { logHead: input.logHead, nonce: input.nonce },
    circumstances.digest,
  );
  const statementDigest = circumstances.digest(statement);
  if (statementDigest !== input.shownDigest) {
    return refuse(
      "stale",
      pack.gates[allowed.value.decision.gate]?.rule ?? null,
      "The packet has changed since you read it, so what you signed is not what stands now. Read it again.",
    );
  }
  const { decision, party, person } = allowed.value;
  return accept([
    {
      type: "VerdictSigned",
      facts: {
        decision: decision.decision,
        party,
        person: person.id,
        answer: input.answer,
        packetDigest: decision.packetDigest,
        statement: circumstances.canonical(statement),
        statementDigest,
        proof: input.proof,
        signedAt: circumstances.now,
      },
      text: { remediationPlan: input.remediationPlan },
    },
  ]);
}

/** A party's or a role's signer enrols a key in the incident where it first signs, so that the log can name it later. */
export function decideEnrolment(
  state: IncidentState,
  input: SignerKey,
  circumstances: Circumstances,
): Decided {
  const person = asOpenSigner(state, circumstances);
  if (!person.ok) return person;
  if (person.value.party === null && person.value.roles.length === 0)
    return refuse(
      "unauthorised",
      null,
      "Only a member of a party or a holder of a role enrols a signing key.",
    );
  if (state.signers.some((signer) => signer.credentialId === input.credentialId)) return accept([]);
  const foreign = keyOfAnother(state, input);
  if (foreign !== null) return foreign;
  const { label, ...key } = input;
  return accept([
    {
      type: "SignerEnrolled",
      facts: { person: person.value.id, party: person.value.party, ...key },
      text: { label },
    },
  ]);
}
