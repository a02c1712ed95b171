import type { SealedVerdict } from "../decision/statement.ts";
import type { Actor } from "../incident/events/index.ts";
import type { CheckpointCircumstances } from "./decide/who.ts";
import type { LoggedCheckpointEvent, NewCheckpointEvent, SealingCause } from "./events.ts";
import { evolveCheckpoint } from "./evolve.ts";
import { whyNotGo } from "./outcome.ts";
import type { CheckpointPack, Question } from "./pack.ts";
import { buildCheckpointPacket, type CheckpointPacket, CheckpointStatement } from "./packet.ts";
import { packetChanges } from "./packet-changes.ts";
import { sealingOf } from "./question.ts";
import { endedBy, type Hindrance } from "./standing.ts";
import type { CheckpointState, SignedVerdict } from "./state.ts";

const byConsole: Actor = { kind: "console", id: "console" };

/** What was decided, with all that follows of it at once: signatures voided, questions sealed (MKD-1, MKD-6, MKD-8). */
export function withSealing(
  before: CheckpointState,
  decided: NewCheckpointEvent[],
  pack: CheckpointPack,
  circumstances: CheckpointCircumstances,
): NewCheckpointEvent[] {
  const all: NewCheckpointEvent[] = [];
  let state = before;
  const record = (event: NewCheckpointEvent) => {
    all.push(event);
    state = evolveCheckpoint(state, placed(event, state, circumstances));
  };
  for (const event of decided) {
    record(event);
    for (const question of pack.questions) {
      for (const follows of [voided, sealed]) {
        const next = follows(question, state, pack, circumstances);
        if (next !== null) record({ ...next, actor: byConsole });
      }
    }
  }
  return all;
}

const placed = (
  { type, facts, actor }: NewCheckpointEvent,
  state: CheckpointState,
  circumstances: CheckpointCircumstances,
): LoggedCheckpointEvent => {
  const { kind, id } = circumstances.actor;
  const place = { seq: state.seq + 1, hash: "", recordedAt: circumstances.around.now };
  return { ...place, type, facts, actor: actor ?? { kind, id } } as LoggedCheckpointEvent;
};

type Follows = (
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  circumstances: CheckpointCircumstances,
) => NewCheckpointEvent | null;

type Given = { party: string; verdict: SignedVerdict };

/** The signatures that stand to a question, each with its side. */
export const signaturesTo = (question: Question, state: CheckpointState, pack: CheckpointPack) =>
  Object.keys(pack.parties).flatMap((party): Given[] => {
    const verdict = state.verdicts[party]?.[question.id];
    return verdict?.signature ? [{ party, verdict: verdict as SignedVerdict }] : [];
  });

/** A signature is to the packet that was signed; over another it counts no more, and the log says what changed. */
const voided: Follows = (question, state, pack, { around, digest }) => {
  if (state.closed !== null || sealingOf(state, question.id) !== undefined) return null;
  const packet = buildCheckpointPacket(state, pack, question, around);
  const packetDigest = digest(packet);
  const outdated = signaturesTo(question, state, pack).filter(
    ({ verdict }) => verdict.signature.packetDigest !== packetDigest,
  );
  const [first] = outdated;
  if (first === undefined) return null;
  const changes = packetChanges(signedPacket(first.verdict), packet).join("\n");
  const facts = { question: question.id, voided: outdated.map(({ party }) => party), packetDigest };
  return { type: "VerdictsVoided", facts, text: { changes } };
};

/** The packet that a signature covers, read from what was signed. */
export const signedPacket = ({ signature }: SignedVerdict): CheckpointPacket =>
  CheckpointStatement.parse(JSON.parse(signature.statement)).packet;

/** What ended the checkpoint seals each question that is not NO-GO already; else two signatures do, or none. */
const sealed: Follows = (question, state, pack, circumstances) => {
  if (state.closed !== null) return null;
  const [ended] = endedBy(state, pack);
  const earlier = sealingOf(state, question.id);
  if (ended !== undefined)
    return earlier?.outcome === "no-go" ? null : endedSealing(question, state, pack, circumstances);
  return earlier === undefined ? signedSealing(question, state, pack, circumstances) : null;
};

const endedSealing: Follows = (question, state, pack, circumstances) =>
  sealing(question, state, pack, circumstances, madeByEnding(state, pack));

/** Sealed by the second signature: any NO-GO wins, and a GO only past every blocker, looked at again here. */
const signedSealing: Follows = (question, state, pack, circumstances) => {
  const given = signaturesTo(question, state, pack);
  const people = new Set(given.map(({ verdict }) => verdict.by));
  if (given.length < Object.keys(pack.parties).length || people.size < given.length) return null;
  const go = given.every(({ verdict }) => verdict.go);
  const weak = given.some(({ verdict }) => verdict.signature.proof.method !== "passkey");
  if (go && (whyNotGo(question, state, pack, circumstances.around).length > 0 || (question.passkeys && weak)))
    return null;
  return sealing(question, state, pack, circumstances, madeBySignatures(given));
};

/** A sealed question's record: its packet and every signed statement, or what ended it with nobody's. */
export type CheckpointRecord = {
  schema: "holdpoint-checkpoint-record-v1";
  packet: CheckpointPacket;
  packetDigest: string;
  outcome: "go" | "no-go";
  cause: SealingCause;
  because: Hindrance[];
  sealedAt: string;
  validUntil: string | null;
  /** The record of a GO that this one takes back. */
  takesBack: string | null;
  verdicts: SealedVerdict[];
};

type Came = Pick<CheckpointRecord, "cause" | "because" | "verdicts"> & { go: boolean };

/** What ended the checkpoint makes of every question, with nobody's signature: NO-GO (MKD-1, MKD-6). */
export const madeByEnding = (state: CheckpointState, pack: CheckpointPack): Came => ({
  go: false,
  cause: state.moved === null ? "abort-trigger" : "baseline-moved",
  because: endedBy(state, pack),
  verdicts: [],
});

/** What the signatures of the sides make of a question: any NO-GO wins (MKD-8). */
export function madeBySignatures(given: readonly Given[]): Came {
  const go = given.every(({ verdict }) => verdict.go);
  const isSame = given.every(({ verdict }) => verdict.go === go);
  const verdicts = given.map(({ party, verdict: { by, go: said, signature } }) => {
    const { statement, statementDigest, proof } = signature;
    return { party, person: by, answer: said ? "go" : "no-go", statementDigest, statement, proof };
  });
  return { go, cause: isSame ? "same-answer" : "unequal-answers", because: [], verdicts };
}

/** The sealing of a question over its packet as it stands, with the record of both. */
export function sealing(
  question: Question,
  state: CheckpointState,
  pack: CheckpointPack,
  { around, digest, canonical }: Pick<CheckpointCircumstances, "around" | "digest" | "canonical">,
  { go, cause, because, verdicts }: Came,
): NewCheckpointEvent<"CheckpointSealed"> {
  const packet = buildCheckpointPacket(state, pack, question, around);
  const outcome = go ? "go" : "no-go";
  const validUntil = go ? endOf(question, around.now) : null;
  const record: CheckpointRecord = {
    schema: "holdpoint-checkpoint-record-v1",
    packet,
    packetDigest: digest(packet),
    outcome,
    cause,
    because,
    sealedAt: around.now,
    validUntil,
    takesBack: sealingOf(state, question.id)?.recordDigest ?? null,
    verdicts,
  };
  const sealedRecord = { record: canonical(record), recordDigest: digest(record) };
  const facts = { question: question.id, outcome, cause, ...sealedRecord, validUntil } as const;
  return { type: "CheckpointSealed", facts, text: {} };
}

const hourInMs = 3_600_000;

const endOf = ({ goStandsForHours }: Question, now: string): string | null =>
  goStandsForHours === undefined
    ? null
    : new Date(Date.parse(now) + goStandsForHours * hourInMs).toISOString();
