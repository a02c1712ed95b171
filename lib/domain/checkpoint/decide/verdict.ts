import { notAsEnrolled } from "../../decision/as-enrolled.ts";
import { type Anchor, stated } from "../../decision/statement.ts";
import { personToken } from "../../incident/circumstances.ts";
import type { Proof } from "../../incident/events/decision.ts";
import { accept, type Outcome, refuse } from "../../refusal.ts";
import type { CheckpointAnswer } from "../events.ts";
import { whyNotGo } from "../outcome.ts";
import type { CheckpointPack, Question } from "../pack.ts";
import { buildCheckpointPacket, type CheckpointPacket } from "../packet.ts";
import { sealingOf } from "../question.ts";
import { endedBy, type Hindrance } from "../standing.ts";
import type { CheckpointState } from "../state.ts";
import { asOpenSigner, type Signer } from "./signer.ts";
import type { CheckpointCircumstances, CheckpointDecided } from "./who.ts";

export type VerdictDraft = { question: string; answer: CheckpointAnswer; remediation: string };
export type Allowed = { question: Question; speaker: Signer; packet: CheckpointPacket };

/** Who may answer, and whether this answer may be given at all: asked when it is shown and again when it is signed (MKD-8). */
export function mayAnswer(
  state: CheckpointState,
  pack: CheckpointPack,
  input: VerdictDraft,
  circumstances: CheckpointCircumstances,
): Outcome<Allowed> {
  const speaker = asOpenSigner(state, pack, circumstances);
  if (!speaker.ok) return speaker;
  const rule = pack.cites.verdict;
  const question = pack.questions.find(({ id }) => id === input.question);
  if (question === undefined)
    return refuse("invalid", rule, `"${input.question}" is not asked at this checkpoint.`);
  const label = input.answer === "go" ? question.go : question.noGo;
  const sealing = sealingOf(state, question.id);
  if (sealing !== undefined)
    return refuse(
      "conflict",
      rule,
      `"${question.title}" is sealed: ${sealing.outcome === "go" ? question.go : question.noGo}.`,
      endedBy(state, pack).map(blockerOf),
    );
  const apart = signsForOne(state, pack, speaker.value);
  if (!apart.ok) return apart;
  if (input.answer === "no-go" && input.remediation.trim() === "")
    return refuse("rule", rule, `${label} needs words on what has to be mended.`);
  const against = input.answer === "go" ? whyNotGo(question, state, pack, circumstances.around) : [];
  if (against.length > 0) {
    const blockers = against.map(blockerOf);
    return refuse("rule", rule, `${label} cannot be signed: ${blockers.length} blocker(s).`, blockers);
  }
  const packet = buildCheckpointPacket(state, pack, question, circumstances.around);
  return accept({ question, speaker: speaker.value, packet });
}

const blockerOf = ({ rule, title }: Hindrance) => ({ rule, message: title });

/** One person signs for one side, whatever the roster says later: else one could approve alone. */
function signsForOne(state: CheckpointState, pack: CheckpointPack, speaker: Signer): Outcome<null> {
  const before = state.speaksFor[speaker.id];
  if (before === undefined || before === speaker.party) return accept(null);
  return refuse(
    "unauthorised",
    pack.cites.verdict,
    `${personToken(speaker.id)} signed for ${pack.parties[before]?.title ?? before} here; nobody signs for both sides.`,
  );
}

/** The bytes to sign, rebuilt by the server from stored state: never from what a client sends. */
export const verdictStatement = (
  { packet, speaker }: Allowed,
  { answer, remediation }: VerdictDraft,
  anchor: Anchor,
  digest: CheckpointCircumstances["digest"],
) => {
  const { party, id: person, deputyFor } = speaker;
  const said = { packet, packetDigest: digest(packet), party, person, answer, remediation, deputyFor };
  return stated(said, anchor, digest);
};

export type SignedDraft = VerdictDraft & Anchor & { shownDigest: string; proof: Proof };

/** Whose key was enrolled for a side signs for no other with it: else the log could not tell for whom they spoke. */
const isOfOtherSide = (
  { signers }: CheckpointState,
  { party }: Pick<Signer, "party">,
  proof: Proof,
): boolean =>
  proof.method === "passkey" &&
  signers.some((one) => one.credentialId === proof.credentialId && one.party !== party);

/** Records a verdict whose signature was checked. What was shown must still be what the state says, to the byte. */
export function decideVerdict(
  state: CheckpointState,
  pack: CheckpointPack,
  input: SignedDraft,
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const allowed = mayAnswer(state, pack, input, circumstances);
  if (!allowed.ok) return allowed;
  const { question, speaker } = allowed.value;
  const foreign = notAsEnrolled(state, speaker.id, input.proof);
  if (foreign !== null) return foreign;
  if (isOfOtherSide(state, speaker, input.proof))
    return refuse(
      "unauthorised",
      pack.cites.verdict,
      "This log enrolled your passkey while you stood on the other side. Add another in Settings.",
    );
  if (question.passkeys && input.answer === "go" && input.proof.method !== "passkey")
    return refuse("rule", question.rule ?? pack.cites.verdict, `${question.go} is signed with a passkey.`);
  const { digest, canonical, around } = circumstances;
  const { logHead, nonce } = input;
  const statement = verdictStatement(allowed.value, input, { logHead, nonce }, digest);
  const statementDigest = digest(statement);
  if (statementDigest !== input.shownDigest)
    return refuse(
      "stale",
      pack.cites.verdict,
      "The packet has changed since you read it, so what you signed is not what stands now. Read it again.",
    );
  const { answer, remediation, proof } = input;
  const signed = { packetDigest: statement.packetDigest, statement: canonical(statement), statementDigest };
  const said = { question: question.id, party: speaker.party, person: speaker.id, answer };
  const facts = { ...said, ...signed, proof, signedAt: around.now };
  return accept([{ type: "VerdictSigned", facts, text: { remediation } }]);
}
