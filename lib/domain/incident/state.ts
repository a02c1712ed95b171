import type { DeputyState } from "../decision/deputy-events.ts";
import type { MoveCause, WithheldBecause } from "./events/clock.ts";
import type { QuestionAddressee, QuestionSubject } from "./events/command.ts";
import type { Packet, Proof } from "./events/decision.ts";
import type { FactsOf } from "./events/index.ts";
import type { FrozenBy, PlannedStep, Ruling } from "./events/rollback.ts";
import type { FactValue, Participant } from "./events/shapes.ts";

/** A deadline that was moved: the one before stays on the record. */
export type ClockMove = { from: string; to: string; because: MoveCause; at: string; seq: number };

export type ClockState = {
  clock: string;
  occurrence: number;
  rule: string | null;
  /** The entry that started it: what meets a promise must come after. */
  startSeq: number;
  startedAt: string;
  dueAt: string;
  atRiskAt: string;
  status: "running" | "at-risk" | "met" | "breached" | "released";
  /** When it was met, late or not. */
  metAt: string | null;
  metBySeq: number | null;
  breachedAt: string | null;
  /** When it ended without being met: no longer owed, though a breach stays one. */
  releasedAt: string | null;
  /** Roles told so far, in the order of the escalation's path. */
  escalatedTo: string[];
  /** The same with when each was told. */
  rungs: { role: string; at: string; seq: number }[];
  /** Set while it stands still. */
  paused: { by: string; at: string; seq: number } | null;
  moves: ClockMove[];
  reminders: { minutesBefore: number; at: string; seq: number; persons: string[] }[];
  /** The nearest reminder told for the deadline as it stands; null where none was. */
  remindedTo: number | null;
  /** What came of the holding notice: the one sent, or why none was. */
  holding: { notice: string | null; because: "sent" | WithheldBecause; at: string; seq: number } | null;
  /** Who said why it was missed. */
  explained: { by: string; at: string; seq: number } | null;
  audiences: string[];
};

export type DeliveryState = {
  id: string;
  audiences: string[];
  channel: "mail" | "webhook" | "slack" | "teams";
  person: string | null;
  endpoint: string | null;
  status: "pending" | "accepted" | "failed";
  attempts: number;
  /** How many of the attempts came before a person asked for another try. */
  triedBefore: number;
  at: string | null;
  /** While it is pending after a failure: when it is tried again. */
  againAt: string | null;
};

/** One person on call who was called. */
export type CallState = FactsOf<"PersonCalled"> & {
  calledAt: string;
  delivered: "accepted" | "failed" | null;
  /** Stood down: somebody else who is on call was at it already. */
  status: "waiting" | "answered" | "passed" | "stood-down";
  /** Passed because who was called said that they cannot come. */
  declined?: boolean;
  answeredAt: string | null;
};

export type NoticeState = {
  notice: string;
  template: string;
  seq: number;
  sentAt: string;
  audiences: string[];
  deliveries: DeliveryState[];
  /** When the last required audience had an accepted delivery; null until then. */
  acceptedAt: string | null;
  nextUpdateAt: string | null;
  /** Sent by the console itself for a clock that was nearly due. */
  isHolding: boolean;
};

export type StepState = PlannedStep & {
  status:
    | "waiting"
    | "running"
    | "succeeded"
    | "failed"
    | "in-doubt"
    | "awaits-person"
    | "skipped"
    | "done-by-hand";
  attempt: number;
  epoch: number;
  startedAt: string | null;
  endedAt: string | null;
  exitCode: number | null;
  durationMs: number | null;
  ruling: Ruling | null;
  /** Who ruled on it last, so that whoever comes second is told. */
  ruledBy: string | null;
};

export type RunStatus =
  | "awaiting-approval"
  | "running"
  | "paused"
  | "asking"
  | "executed"
  | "verified"
  | "aborted"
  | "complete";

export type RunState = {
  run: string;
  plan: string;
  service: string;
  environment: string;
  target: Record<string, string>;
  planDigest: string;
  status: RunStatus;
  steps: StepState[];
  startedBy: string;
  startedAt: string;
  executedAt: string | null;
  verifiedAt: string | null;
  completedAt: string | null;
  rule: string | null;
  approval: { role: string; answer: "owed" | "approved" | "refused"; by: string | null } | null;
  ratification: { role: string; by: string | null } | null;
  report: { by: string | null } | null;
  pausedBy: "person" | "approval-refused" | "frozen" | null;
  /** Paused until the step that runs has ended, and aborted then. */
  abortAsked?: boolean;
  /** The freezes of other incidents that stopped it. */
  frozenBy?: FrozenBy[];
  /** Those that a person let it go on in spite of. */
  overruled?: FrozenBy[];
};

export type EvidenceItem = {
  source: "console" | "person";
  evidence: string;
  requirement: string;
  /** Null where a role owes it, not a party. */
  party: string | null;
  sha256: string;
  bytes: number;
  /** The type of its stored file; null where its words are all there is. */
  media: string | null;
  seq: number;
  by: string;
  at: string;
  exitCode: number | null;
  supersededBy: string | null;
};

export type VerdictState = {
  party: string;
  person: string;
  answer: string;
  packetDigest: string;
  statementDigest: string;
  statement: string;
  proof: Proof;
  signedAt: string;
  seq: number;
};

export type DecisionState = {
  decision: string;
  gate: string;
  packet: Packet;
  packetDigest: string;
  revision: number;
  proposedBy: string;
  proposedAt: string;
  proposedSeq: number;
  /** By party. A revision of the packet empties it. */
  verdicts: Record<string, VerdictState>;
  /** By party: the last signature that a revision of the packet voided, until that side signs again. */
  voided: Record<string, VerdictState>;
  sealed: {
    outcome: string;
    go: boolean;
    cause: "same-answer" | "unequal-answers";
    recordDigest: string;
    record: string;
    at: string;
    /** The entry that sealed it: the record's address. */
    seq: number;
  } | null;
  /** By party: where the decision log lies since then; null while it could not be brought there. */
  filed: Record<string, { place: string | null; at: string; seq: number }>;
};

export type FreezeState = {
  freeze: string;
  rule: string | null;
  services: string[];
  actions: string[];
  setAt: string;
  liftedAt: string | null;
};
export type SignerState = {
  person: string;
  party: string | null;
  credentialId: string;
  publicKeyCose: string;
  algorithm: number;
  entryHash: string;
};
export type RecordedAct = { by: string; at: string; seq: number; party: string | null };
export type ModeState = RecordedAct & { reasons: string[]; scope: string };
export type AttestationState = Omit<FactsOf<"AttestationSigned">, "attestation"> & { seq: number };
export type CheckState = RecordedAct & Omit<FactsOf<"CheckReported">, "check">;
export type MeasuredBaseline = RecordedAct & Omit<FactsOf<"BaselineMeasured">, "check">;
/** Something that one person was asked to do; its words stand in the entry that added it. */
export type TaskState = RecordedAct & {
  task: string;
  owner: string;
  dueAt: string | null;
  done: RecordedAct | null;
};
export type QuestionState = RecordedAct & {
  question: string;
  about: QuestionSubject;
  to: QuestionAddressee;
  answered: RecordedAct | null;
};
export type HandoverState = FactsOf<"RoleHandedOver"> & { at: string; seq: number };
export type LinkState = FactsOf<"IncidentsLinked"> & { seq: number };
export type ScheduleState = RecordedAct &
  FactsOf<"RollbackScheduled"> & {
    consensus: Record<string, RecordedAct & { answer: FactsOf<"ConsensusAnswered">["answer"] }>;
  };

/** All that is true of an incident, as its log says. `evolve` alone makes one. */
export type IncidentState = {
  reference: string;
  seq: number;
  head: string;
  status: "open" | "closed";
  /** How it ended: done with, cancelled as a false alarm, or merged into another incident. */
  closedAs: "resolved" | "cancelled" | "duplicate" | null;
  pack: { id: string; version: string; hash: string };
  trigger: string;
  severity: string;
  identifiedAt: string;
  declaredAt: string;
  declaredBy: string;
  closedAt: string | null;
  phase: string | null;
  /** The phase that it ended in, to which a reopening returns. */
  phaseBeforeEnd: string | null;
  services: { id: string; environment: string }[];
  values: Record<string, FactValue>;
  /** The facts recorded after the declaration, by the entry that did it. */
  given: Record<string, number>;
  baseline: Record<string, string>;
  participants: Participant[];
  commander: string | null;
  clockFactor: number;
  clocks: ClockState[];
  notices: NoticeState[];
  recommendation: RecordedAct | null;
  repin: RecordedAct | null;
  runs: RunState[];
  evidence: EvidenceItem[];
  deliverables: Record<string, RecordedAct>;
  signers: SignerState[];
  decisions: DecisionState[];
  /** Who was named to sign for a side, in its order. */
  deputies: DeputyState[];
  freezes: FreezeState[];
  publication: {
    id: string;
    state: "investigating" | "maintenance" | "monitoring" | "resolved";
    at: string;
    /** Every state that was published, in its order. */
    said: string[];
  } | null;
  confirmed: RecordedAct | null;
  discussed: RecordedAct | null;
  schedule: ScheduleState | null;
  told: (FactsOf<"RoleTold"> & { seq: number; reached: Record<string, "accepted" | "failed"> })[];
  mode: ModeState | null;
  targets: Record<string, RecordedAct & { value: string }>;
  attestations: Record<string, AttestationState>;
  unfrozen: RecordedAct | null;
  plays: (RecordedAct & { play: string })[];
  baselines: Record<string, MeasuredBaseline>;
  checks: Record<string, CheckState>;
  blockers: Record<string, RecordedAct>;
  bridge: RecordedAct | null;
  links: LinkState[];
  handovers: HandoverState[];
  tasks: TaskState[];
  questions: QuestionState[];
  calls: CallState[];
  /** When everybody on call had been called in vain. */
  unansweredAt: string | null;
  corrected: Record<number, number>;
  redacted: Record<number, number>;
};
