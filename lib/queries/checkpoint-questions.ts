import { isOver, outcomeOf, whyNotGo } from "#lib/domain/checkpoint/outcome.ts";
import type { Question } from "#lib/domain/checkpoint/pack.ts";
import { buildCheckpointPacket, type CheckpointPacket } from "#lib/domain/checkpoint/packet.ts";
import { packetChanges } from "#lib/domain/checkpoint/packet-changes.ts";
import { signedPacket } from "#lib/domain/checkpoint/sealing.ts";
import type { CheckpointState, SignedVerdict, Verdict } from "#lib/domain/checkpoint/state.ts";
import { deputyIn } from "#lib/domain/decision/deputy-events.ts";
import { digestOf } from "#lib/platform/digest.ts";
import { askedViews } from "./checkpoint-asked.ts";
import { wordsOf } from "./checkpoint-entry.ts";
import type { CheckpointSource } from "./checkpoint-source.ts";
import type { QuestionView, SealingView, SideVerdict, VoidedView } from "./checkpoint-view.ts";

/** Each question with both sides' answers, what it comes to, and what of their signatures counts no more. */
export const questionsOf = (source: CheckpointSource): QuestionView[] =>
  source.pack.questions.map((question) => questionOf(source, question));

function questionOf(source: CheckpointSource, question: Question): QuestionView {
  const { state, pack, around } = source;
  const { id, title, go, noGo, rule, passkeys } = question;
  const outcome = outcomeOf(question, state, pack, around);
  const packet = buildCheckpointPacket(state, pack, question, around);
  return {
    id,
    title,
    go,
    noGo,
    rule: rule ?? null,
    passkeys,
    packetDigest: digestOf(packet),
    sides: Object.keys(pack.parties).map((party) => sideOf(source, id, party, packet)),
    asked: askedViews(source, id),
    isGo: outcome.go,
    because: outcome.because,
    against: whyNotGo(question, state, pack, around),
    sealing: sealingView(source, outcome.sealing),
  };
}

function sideOf(
  { state, pack, entries, names }: CheckpointSource,
  question: string,
  party: string,
  packet: CheckpointPacket,
): SideVerdict {
  const side = pack.parties[party];
  const given = state.verdicts[party]?.[question];
  const voided = state.voided[party]?.[question];
  const signature = given?.signature ?? null;
  const words = given && wordsOf(entries, given.seq, signature === null ? "VerdictGiven" : "VerdictSigned");
  const verdict = given && {
    go: given.go,
    by: names.get(given.by) ?? "",
    deputyFor: deputyName(signature?.statement, names),
    at: given.at,
    remediation: words?.remediation ?? "",
    signature: signature && { method: signature.proof.method, digest: signature.statementDigest },
  };
  const counts = given === undefined || !isOutdated(state, question, given, packet);
  const outdated = voided ?? (counts ? undefined : (given as SignedVerdict));
  return {
    party,
    title: side?.title ?? party,
    of: side?.of ?? "",
    verdict: verdict ?? null,
    voided: outdated === undefined ? null : voidedView(outdated, packet, names),
  };
}

const deputyName = (statement: string | undefined, names: Map<string, string>): string | null => {
  const said = statement === undefined ? null : deputyIn(statement);
  return said && (names.get(said.person) ?? "the lead");
};

/** Signed over another packet than stands now; the next entry voids it. */
const isOutdated = (
  state: CheckpointState,
  question: string,
  { signature }: Verdict,
  packet: CheckpointPacket,
): boolean =>
  signature !== null &&
  signature.packetDigest !== digestOf(packet) &&
  state.sealings.every((one) => one.question !== question);

const voidedView = (
  verdict: SignedVerdict,
  packet: CheckpointPacket,
  names: Map<string, string>,
): VoidedView => ({
  go: verdict.go,
  by: names.get(verdict.by) ?? "",
  at: verdict.at,
  changes: packetChanges(signedPacket(verdict), packet),
});

function sealingView(
  { state, around }: CheckpointSource,
  sealing: CheckpointState["sealings"][number] | null,
): SealingView | null {
  if (sealing === null) return null;
  const { question, outcome, cause, at, seq, validUntil, recordDigest } = sealing;
  const before = state.sealings.findLast((one) => one.question === question && one.seq < seq);
  return {
    go: outcome === "go",
    cause,
    at,
    seq,
    validUntil,
    isOver: isOver(sealing, around),
    recordDigest,
    takesBack: before === undefined ? null : { at: before.at, seq: before.seq },
  };
}
