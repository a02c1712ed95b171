import { whyNotGo } from "#lib/domain/checkpoint/outcome.ts";
import type { Question } from "#lib/domain/checkpoint/pack.ts";
import { sealingOf } from "#lib/domain/checkpoint/question.ts";
import {
  type CheckpointRecord,
  madeByEnding,
  madeBySignatures,
  sealing,
  signaturesTo,
} from "#lib/domain/checkpoint/sealing.ts";
import { type CheckpointSurroundings, endedBy } from "#lib/domain/checkpoint/standing.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { digestOf, sha256 } from "#lib/platform/digest.ts";
import type { Report } from "../findings.ts";
import { readCanonical } from "../json.ts";
import { placeOf } from "../typed-entries.ts";
import type { CheckpointAct } from "./acts.ts";
import { differenceOf, type Past, questionOf, surroundingsIn } from "./past.ts";
import { CheckpointRecordShape } from "./shapes.ts";
import { isByConsole } from "./verdicts.ts";

type Sealing = CheckpointAct<"CheckpointSealed">;
type Made = ReturnType<typeof madeByEnding>;
type Wrong = (message: string) => void;

/** A sealed question: what both sides signed, or what ended the checkpoint, made into exactly this record by the console. */
export function checkCheckpointSealing(past: Past, act: Sealing, report: Report): void {
  const { state, pack } = past;
  const question = questionOf(past, act.facts.question);
  if (question === undefined) return;
  const wrong: Wrong = (message) => report.wrong("decision", placeOf(act.seq), message);
  const record: CheckpointRecord | null = readCanonical(act.facts.record, CheckpointRecordShape);
  const isEnded = endedBy(state, pack).length > 0;
  const given = signaturesTo(question, state, pack);
  past.sealed.push({ act, question, record, given: isEnded ? [] : given });
  if (!isByConsole(act)) wrong("it was sealed by another than the console");
  if (sha256(act.facts.record) !== act.facts.recordDigest)
    wrong("the record's digest is not that of the record");
  const earlier = sealingOf(state, question.id);
  if (earlier !== undefined && !(isEnded && earlier.outcome === "go"))
    wrong("the question was sealed before");
  if (record === null) {
    wrong("its record cannot be read");
    return;
  }
  const around = surroundingsIn(record.packet, question, pack, act.recordedAt);
  const made = isEnded
    ? madeByEnding(state, pack)
    : madeBySides(past, { act, question, record, given, around }, report);
  if (made !== null) compare(past, act, { question, record, around, made }, wrong);
}

type Sides = Quorum & { act: Sealing; around: CheckpointSurroundings };

/** What the signatures make of it, whatever is wrong with them; null where a side has not signed. */
function madeBySides(past: Past, { act, around, ...quorum }: Sides, report: Report): Made | null {
  const { question, given } = quorum;
  const place = placeOf(act.seq);
  if (!checkQuorum(past, quorum, (message) => report.wrong("quorum", place, message))) return null;
  const made = madeBySignatures(given);
  const against = made.go ? whyNotGo(question, past.state, past.pack, around) : [];
  const names = against.map(({ id }) => id).join(", ");
  if (against.length > 0) report.wrong("decision", place, `it is a GO past what forbids one: ${names}`);
  return made;
}

type Quorum = { question: Question; record: CheckpointRecord; given: ReturnType<typeof signaturesTo> };

/** Whether each side has signed; and what is wrong with who signed what, and with what. */
function checkQuorum({ pack }: Past, { question, record, given }: Quorum, wrong: Wrong): boolean {
  const missing = Object.keys(pack.parties).filter((party) => given.every((one) => one.party !== party));
  for (const party of missing) wrong(`no signature of ${party} stands`);
  if (missing.length > 0) return false;
  if (new Set(given.map(({ verdict }) => verdict.by)).size < given.length)
    wrong("one person signed for both sides");
  const isGo = given.every(({ verdict }) => verdict.go);
  for (const { party, verdict } of given) {
    if (verdict.signature.packetDigest !== record.packetDigest)
      wrong(`${party} signed another packet than the one that is sealed`);
    if (isGo && question.passkeys && verdict.signature.proof.method !== "passkey")
      wrong(`it is a GO that ${party} signed without a passkey, and the protocol asks for one of each side`);
  }
  return true;
}

type Expected = { question: Question; record: CheckpointRecord; around: CheckpointSurroundings; made: Made };

/** Whether entry and record are, to the byte, what the console makes of this. */
function compare(past: Past, act: Sealing, { question, record, around, made }: Expected, wrong: Wrong): void {
  const { state, pack } = past;
  const difference = differenceOf(past, question, record.packet);
  if (difference !== null) wrong(`the packet in its record is not what the log had come to: ${difference}`);
  const verdicts = inOrderOf(record, made);
  const circumstances = { around, digest: digestOf, canonical: canonicalJson };
  const { facts } = sealing(question, state, pack, circumstances, { ...made, verdicts });
  if (act.facts.outcome !== facts.outcome || act.facts.cause !== facts.cause)
    wrong(
      `the log makes it ${facts.outcome} (${facts.cause}), and it says ${act.facts.outcome} (${act.facts.cause})`,
    );
  if (act.facts.validUntil !== facts.validUntil) wrong("it stands for another time than the protocol gives");
  if (act.facts.record !== facts.record)
    wrong("the record is not made of the packet and the verdicts in the log");
}

/** The protocol's canonical form does not keep the order in which its sides were written, so a record's own is taken. */
function inOrderOf({ verdicts }: CheckpointRecord, made: Made): Made["verdicts"] {
  const placeIn = (party: string) => verdicts.findIndex((one) => one.party === party);
  return made.verdicts.toSorted((left, right) => placeIn(left.party) - placeIn(right.party));
}
