import { z } from "zod";
import { AttestationStatement, Statement } from "#lib/domain/decision/statement.ts";
import type { Proof } from "#lib/domain/incident/events/decision.ts";
import { digestOf, sha256 } from "#lib/platform/digest.ts";
import type { ActOf } from "./acts.ts";
import { faultOfAssertion } from "./assertion.ts";
import { deputyAt } from "./deputies.ts";
import type { Report } from "./findings.ts";
import { gateOf, type History, isPinned, isSame } from "./history.ts";
import { readCanonical, readJson } from "./json.ts";
import { type Placed, placeOf } from "./typed-entries.ts";

/** Of an entry with a signature, what is asked of each, whatever was signed. */
type Signed = Placed & {
  facts: { person: string; proof: Proof; statement: string; statementDigest: string };
};
const attested =
  "server-attested: no passkey signed it; that the person showed a password and a one-time code is the console's word";

export type Wrong = (message: string) => void;

/** A party's verdict: the statement is of this decision as it stood, and the signature is the person's. */
export function checkVerdict(history: History, act: ActOf<"VerdictSigned">, report: Report): void {
  const { decision: id, party, person } = act.facts;
  const wrong: Wrong = (message) => report.wrong("statement", placeOf(act.seq), message);
  checkSigned(history, act, report);
  const deputy = deputyAt(history, act.facts);
  if (deputy === null && (history.parties.get(person) ?? null) !== party)
    report.wrong("quorum", placeOf(act.seq), `the person who signed is not of the party ${party}`);
  const decision = history.decisions.get(id);
  if (decision === undefined || decision.sealed !== null) {
    wrong("there is no open decision that it answers");
    return;
  }
  const statement = readStatement(act, Statement, wrong);
  if (statement === null) return;
  const { packetDigest, answer } = act.facts;
  if (packetDigest !== decision.packetDigest || statement.packetDigest !== packetDigest)
    wrong("it answers a packet that was not the one before the parties");
  if (!isSame(statement.packet, decision.packet)) wrong("the packet in it is not the one before the parties");
  if (statement.party !== party || statement.person !== person || statement.answer !== answer)
    wrong("it says another party, person or answer than the entry");
  if (!isSame(statement.deputyFor ?? null, deputy)) wrong("it says another deputy than the log");
  if (gateOf(history, decision.gate)?.answers.every(({ id }) => id !== answer) !== false)
    wrong("its answer is none that the gate has");
  checkHead(history, statement.logHead, act, wrong);
  if (!isWritten(act.words, "remediationPlan", digestOfWords, statement.remediationPlanDigest))
    wrong(otherWords);
  if (decision.verdicts.has(party))
    report.wrong("quorum", placeOf(act.seq), `${party} had given its verdict already`);
  else decision.verdicts.set(party, act);
}

/** A role's signature for a risk: the statement is the protocol's own sentence about this incident. */
export function checkAttestation(history: History, act: ActOf<"AttestationSigned">, report: Report): void {
  const wrong: Wrong = (message) => report.wrong("statement", placeOf(act.seq), message);
  checkSigned(history, act, report);
  const statement = readStatement(act, AttestationStatement, wrong);
  if (statement === null) return;
  const { attestation, role, person } = act.facts;
  const asked = Object.hasOwn(history.pack.attestations, attestation)
    ? history.pack.attestations[attestation]
    : undefined;
  if (statement.incident !== history.stream || !isPinned(history, statement.pack))
    wrong("it is about another incident or another protocol");
  if (statement.attestation !== attestation || statement.role !== role || statement.person !== person)
    wrong("it says another sentence, role or person than the entry");
  if (asked === undefined || asked.says !== statement.says || asked.by !== role)
    wrong("the protocol has no such sentence for that role");
  checkHead(history, statement.logHead, act, wrong);
  if (!isWritten(act.words, "reason", digestOfWords, statement.reasonDigest)) wrong(otherWords);
}

/** What was signed; null where it cannot be read. */
export function readStatement<S extends z.ZodType>(act: Signed, shape: S, wrong: Wrong): z.output<S> | null {
  const { statement, statementDigest } = act.facts;
  if (sha256(statement) !== statementDigest) wrong("its digest is not that of the statement");
  const read = readCanonical(statement, shape);
  if (read === null) wrong("the statement cannot be read");
  return read;
}

/** A statement names where the log stood, and so an entry that came before it. */
export function checkHead(
  { hashes }: Pick<History, "hashes">,
  { seq, hash }: { seq: number; hash: string },
  act: Signed,
  wrong: Wrong,
): void {
  if (seq >= act.seq || hashes[seq - 1] !== hash)
    wrong("the head of the log that it names is not one that came before it");
}

/** What a person wrote with an act is what they signed, unless it was redacted: then its digest alone is left. */
export function isWritten(
  words: string | null,
  name: string,
  digest: (word: string) => string | null,
  said: string | null,
) {
  if (words === null) return true;
  const text = readJson(words, z.strictObject({ [name]: z.string() }));
  return text !== null && digest(text[name] ?? "") === said;
}

export const digestOfWords = (word: string) => (word.trim() === "" ? null : digestOf(word));
export const otherWords = "what was written with it is not what was signed";

/** Who signed, and with what: a passkey that the log enrolled before, or what the server attests. */
export function checkSigned(history: Pick<History, "signers" | "proofs">, act: Signed, report: Report): void {
  const { person, proof, statement } = act.facts;
  const place = placeOf(act.seq);
  history.proofs.push(proof.method);
  if (act.actor.kind !== "person" || act.actor.id !== person)
    report.wrong("statement", place, "it was not recorded by the person who is said to have signed");
  if (proof.method === "server-attested") {
    report.note(place, attested);
    return;
  }
  const fault = faultOfAssertion(proof, statement);
  if (fault !== null) report.wrong("assertion", place, fault);
  const missing = faultOfEnrolment(history, proof, person);
  if (missing !== null) report.wrong("enrolment", place, missing);
}

function faultOfEnrolment(
  { signers }: Pick<History, "signers">,
  proof: Extract<Proof, { method: "passkey" }>,
  person: string,
): string | null {
  const signer = signers.get(proof.credentialId);
  if (signer === undefined) return "the log had not enrolled its key before";
  if (signer.hash !== proof.enrolledBy) return "it names another entry than the one that enrolled its key";
  if (signer.facts.person !== person) return "its key is another person's";
  const { publicKeyCose, algorithm } = signer.facts;
  return publicKeyCose === proof.publicKeyCose && algorithm === proof.algorithm
    ? null
    : "its key is not the one that was enrolled";
}
