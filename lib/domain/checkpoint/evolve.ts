import { withDeputyEnded } from "../decision/deputy-events.ts";
import { withAnswer } from "./asked-back.ts";
import type { LoggedCheckpointEvent } from "./events.ts";
import type { CheckpointState, Report, SignedVerdict, Verdict } from "./state.ts";

/** The state after an event: the one reading of a checkpoint's log. */
export function evolveCheckpoint(
  before: CheckpointState | null,
  event: LoggedCheckpointEvent,
): CheckpointState {
  const state = before === null ? opened(event) : changed(before, event);
  return { ...state, seq: event.seq, head: event.hash };
}

function opened(event: LoggedCheckpointEvent): CheckpointState {
  if (event.type !== "CheckpointOpened") throw new Error("A checkpoint's log begins with its opening.");
  const { facts } = event;
  return {
    reference: facts.reference,
    pack: facts.pack,
    service: facts.service,
    openedAt: event.recordedAt,
    openedBy: event.actor.id,
    locked: facts.locked,
    watched: facts.watched,
    seen: facts.locked,
    unread: {},
    moved: null,
    reports: {},
    covered: {},
    attested: {},
    aborts: [],
    written: {},
    verdicts: {},
    voided: {},
    speaksFor: {},
    signers: [],
    deputies: [],
    asked: [],
    sealings: [],
    closed: null,
    seq: event.seq,
    head: event.hash,
  };
}

function changed(state: CheckpointState, event: LoggedCheckpointEvent): CheckpointState {
  const mark = { by: event.actor.id, at: event.recordedAt, seq: event.seq };
  switch (event.type) {
    case "CheckpointOpened":
      throw new Error("A checkpoint is opened once.");
    case "CriterionReported": {
      const { criterion, ...report } = event.facts;
      const covered = withCovered(state.covered, criterion, report);
      return { ...state, covered, reports: { ...state.reports, [criterion]: { ...report, ...mark } } };
    }
    case "CriterionAttested": {
      const { criterion, role, digest = event.hash } = event.facts;
      return { ...state, attested: { ...state.attested, [criterion]: { role, digest, ...mark } } };
    }
    case "AbortTriggered":
      return { ...state, aborts: [...state.aborts, { ...event.facts, ...mark }] };
    case "BaselineObserved": {
      const seen = { ...state.seen, ...event.facts.values };
      return { ...state, seen, moved: withMoved(state.moved, event), unread: unreadAfter(state, event) };
    }
    case "RecordPartWritten": {
      const { part, owner, digest = event.hash } = event.facts;
      return { ...state, written: { ...state.written, [part]: { owner, digest, ...mark } } };
    }
    case "VerdictGiven": {
      const { party, question, go } = event.facts;
      return withVerdict(state, party, question, { go, signature: null, ...mark });
    }
    case "SignerEnrolled":
    case "DeputyNamed":
    case "DeputyEnded":
    case "AskedBack":
    case "AnsweredBack":
      return besidePackets(state, event);
    case "VerdictSigned":
      return signed(state, event);
    case "VerdictsVoided":
      return event.facts.voided.reduce(
        (after, party) => withVoided(after, party, event.facts.question),
        state,
      );
    case "CheckpointSealed": {
      const sealing = { ...event.facts, reports: state.reports, at: mark.at, seq: mark.seq };
      return { ...state, sealings: [...state.sealings, sealing] };
    }
    case "CheckpointClosed":
      return { ...state, closed: { ...mark, outcomes: event.facts.outcomes } };
  }
}

/** A value that was seen is no longer missed; one that is missed again has been since it was first. */
function unreadAfter(
  { unread }: CheckpointState,
  { facts, recordedAt }: LoggedCheckpointEvent<"BaselineObserved">,
): CheckpointState["unread"] {
  const still = Object.entries(unread).filter(([name]) => !Object.hasOwn(facts.values, name));
  const missed = Object.entries(facts.unread ?? {}).map(([name, why]) => {
    const since = unread[name]?.since ?? recordedAt;
    return [name, { why, since }] as const;
  });
  return Object.fromEntries([...still, ...missed]);
}

/** Who signs, for whom and with which key, and what sides asked one another: no packet holds any of it. */
function besidePackets(
  state: CheckpointState,
  event: LoggedCheckpointEvent<
    "SignerEnrolled" | "DeputyNamed" | "DeputyEnded" | "AskedBack" | "AnsweredBack"
  >,
): CheckpointState {
  const mark = { by: event.actor.id, at: event.recordedAt, seq: event.seq };
  switch (event.type) {
    case "SignerEnrolled": {
      const signer = { ...event.facts, entryHash: event.hash };
      return { ...state, signers: [...state.signers, signer] };
    }
    case "DeputyNamed":
      return { ...state, deputies: [...state.deputies, { ...event.facts, ...mark, ended: null }] };
    case "DeputyEnded":
      return { ...state, deputies: withDeputyEnded(state.deputies, event.facts.named, mark) };
    case "AskedBack":
      return { ...state, asked: [...state.asked, { ...event.facts, ...mark, answered: null }] };
    case "AnsweredBack":
      return { ...state, asked: withAnswer(state.asked, event.facts.asked, mark) };
  }
}

/**
 * What is known of each command of a required run after a report of it (MKD-10). A failure that names no command, or that
 * somebody reported by hand, may be of any: nothing is known to be green until it is run again.
 */
export function withCovered(
  before: CheckpointState["covered"],
  criterion: string,
  { passed, pipeline }: Pick<Report, "passed" | "pipeline">,
): CheckpointState["covered"] {
  const covers = pipeline?.covers ?? [];
  const failed = pipeline === undefined ? !passed : pipeline.exitCode !== 0;
  if (pipeline === undefined || covers.length === 0) return failed ? { ...before, [criterion]: {} } : before;
  const { repository, commit } = pipeline.run;
  const last = { isGreen: !failed, repository, commit };
  const now = Object.fromEntries(covers.map((command) => [command, last]));
  return { ...before, [criterion]: { ...before[criterion], ...now } };
}

/** A value keeps what it was when it moved, whatever is seen of it later: that is what ended the checkpoint (MKD-1). */
function withMoved(
  before: CheckpointState["moved"],
  { facts: { values, source, moved }, recordedAt: at, seq }: LoggedCheckpointEvent<"BaselineObserved">,
): CheckpointState["moved"] {
  const names = moved.filter((name) => !before?.names.includes(name));
  if (names.length === 0) return before;
  const to = Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  const first = before ?? { names: [], to: {}, source, at, seq };
  return { ...first, names: [...first.names, ...names], to: { ...first.to, ...to } };
}

const withVerdict = (
  state: CheckpointState,
  party: string,
  question: string,
  verdict: Verdict,
): CheckpointState => ({
  ...state,
  verdicts: { ...state.verdicts, [party]: { ...state.verdicts[party], [question]: verdict } },
});

function signed(state: CheckpointState, event: LoggedCheckpointEvent<"VerdictSigned">): CheckpointState {
  const { party, question, person, answer, packetDigest, statement, statementDigest, proof, signedAt } =
    event.facts;
  const signature = { packetDigest, statement, statementDigest, proof, signedAt };
  const verdict = { go: answer === "go", by: person, at: signedAt, seq: event.seq, signature };
  const { [question]: _, ...voided } = state.voided[party] ?? {};
  return {
    ...withVerdict(state, party, question, verdict),
    voided: { ...state.voided, [party]: voided },
    speaksFor: { [person]: party, ...state.speaksFor },
  };
}

function withVoided(state: CheckpointState, party: string, question: string): CheckpointState {
  const { [question]: gone, ...left } = state.verdicts[party] ?? {};
  if (gone === undefined || gone.signature === null) return state;
  const voided = { ...state.voided[party], [question]: gone as SignedVerdict };
  return {
    ...state,
    verdicts: { ...state.verdicts, [party]: left },
    voided: { ...state.voided, [party]: voided },
  };
}
