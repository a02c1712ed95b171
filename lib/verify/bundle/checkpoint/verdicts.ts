import { CheckpointStatement } from "#lib/domain/checkpoint/packet.ts";
import { sealingOf } from "#lib/domain/checkpoint/question.ts";
import { signaturesTo } from "#lib/domain/checkpoint/sealing.ts";
import { type DeputyFor, deputyFor, standingDeputy } from "#lib/domain/decision/deputy-events.ts";
import { digestOf } from "#lib/platform/digest.ts";
import type { Report } from "../findings.ts";
import { isSame } from "../history.ts";
import {
  checkHead,
  checkSigned,
  digestOfWords,
  isWritten,
  otherWords,
  readStatement,
} from "../signatures.ts";
import { placeOf } from "../typed-entries.ts";
import type { CheckpointAct } from "./acts.ts";
import { differenceOf, type Past, questionOf } from "./past.ts";

type Signed = CheckpointAct<"VerdictSigned">;

/** A side's verdict: the statement is of the packet as the log made it, and the signature is the person's. */
export function checkCheckpointVerdict(past: Past, act: Signed, report: Report): void {
  const { question: id, party, person, answer, packetDigest } = act.facts;
  const wrong = (message: string) => report.wrong("statement", placeOf(act.seq), message);
  checkSigned(past, act, report);
  checkSide(past, act, report);
  const question = questionOf(past, id);
  if (question === undefined || sealingOf(past.state, id) !== undefined) {
    wrong("the question that it answers was sealed before");
    return;
  }
  const statement = readStatement(act, CheckpointStatement, wrong);
  if (statement === null) return;
  if (statement.packetDigest !== packetDigest || digestOf(statement.packet) !== packetDigest)
    wrong("the packet's digest is not that of the packet");
  const difference = differenceOf(past, question, statement.packet);
  if (difference !== null) wrong(`the packet in it is not what the log had come to: ${difference}`);
  if (statement.party !== party || statement.person !== person || statement.answer !== answer)
    wrong("it says another party, person or answer than the entry");
  // That the log names somebody a deputy does not say that they are of no side, so one may be left out.
  if (statement.deputyFor !== undefined && !isSame(statement.deputyFor, deputyAt(past, act)))
    wrong("it says another deputy than the log");
  checkHead(past, statement.logHead, act, wrong);
  if (!isWritten(act.words, "remediation", digestOfWords, statement.remediationPlanDigest)) wrong(otherWords);
}

/** For whom somebody signs for a side, by the last naming that stands; null where nobody named them for it. */
function deputyAt({ state }: Past, { facts: { person, party, signedAt } }: Signed): DeputyFor | null {
  const standing = standingDeputy(state.deputies, person, signedAt);
  return standing?.party === party ? deputyFor(standing) : null;
}

/** Whoever signs is of the side: their key was enrolled for it, and they signed for no other before. */
function checkSide({ state, signers }: Past, { seq, facts }: Signed, report: Report): void {
  const { party, person, proof } = facts;
  const wrong = (message: string) => report.wrong("quorum", placeOf(seq), message);
  const before = state.speaksFor[person];
  if (before !== undefined && before !== party) wrong(`the person had signed for ${before} before`);
  const signer = proof.method === "passkey" ? signers.get(proof.credentialId) : undefined;
  if (signer !== undefined && signer.facts.party !== party)
    wrong(`its key was enrolled for ${signer.facts.party ?? "no side"}, and it signs for ${party}`);
}

/** A changed packet voids the signatures that were given over another, and no other. */
export function checkVoiding(past: Past, act: CheckpointAct<"VerdictsVoided">, report: Report): void {
  const wrong = (message: string) => report.wrong("decision", placeOf(act.seq), message);
  const { question: id, voided, packetDigest } = act.facts;
  const question = questionOf(past, id);
  if (!isByConsole(act)) wrong("signatures were voided by another than the console");
  if (question === undefined || sealingOf(past.state, id) !== undefined) {
    wrong("the question was sealed before");
    return;
  }
  const outdated = signaturesTo(question, past.state, past.pack)
    .filter(({ verdict }) => verdict.signature.packetDigest !== packetDigest)
    .map(({ party }) => party);
  if (!isSame(voided.toSorted(), outdated.sort()))
    wrong("the signatures that it voids are not those that stood over another packet");
}

export const isByConsole = ({ actor }: Pick<Signed, "actor">): boolean =>
  actor.kind === "console" && actor.id === "console";
