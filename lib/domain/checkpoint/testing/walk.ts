import type { SignerKey } from "#lib/domain/decision/as-enrolled.ts";
import type { Anchor } from "#lib/domain/decision/statement.ts";
import type { ActingPerson, Circumstances } from "#lib/domain/incident/circumstances.ts";
import type { Proof } from "#lib/domain/incident/events/decision.ts";
import { canonicalOf, digestOf } from "#lib/domain/incident/testing/digest.ts";
import { accept } from "../../refusal.ts";
import { decideAnsweringBack, decideAskingBack } from "../decide/asking.ts";
import { decideAbort, decideClosing, decideObservation } from "../decide/ending.ts";
import { decideSigner } from "../decide/enrolment.ts";
import { decideOpening } from "../decide/open.ts";
import { decidePipeline, type PipelineInput } from "../decide/pipeline.ts";
import { decideAttestation, decideReport, subjectOf } from "../decide/report.ts";
import { decideVerdict, mayAnswer, type VerdictDraft, verdictStatement } from "../decide/verdict.ts";
import type { CheckpointCircumstances, CheckpointDecided } from "../decide/who.ts";
import { decideWriting } from "../decide/writing.ts";
import type { LoggedCheckpointEvent, ObservationSource } from "../events.ts";
import { evolveCheckpoint } from "../evolve.ts";
import { type CheckpointObligation, checkpointObligations } from "../obligations.ts";
import { opensTheWay, outcomeOf, type QuestionOutcome } from "../outcome.ts";
import type { CheckpointPack } from "../pack.ts";
import { withSealing } from "../sealing.ts";
import type { CheckpointSurroundings } from "../standing.ts";
import type { CheckpointState } from "../state.ts";
import { byPasskey, keyOf } from "./proofs.ts";

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const person = (digit: number, party: string | null, roles: string[]): ActingPerson => ({
  kind: "person",
  id: id(digit),
  party,
  roles,
  onCallRoles: roles,
});
export const producer = person(1, "producer", ["producer-lead"]);
export const consumer = person(2, "consumer", ["consumer-lead"]);
export const stranger = person(3, null, ["commander"]);

export const lockedValues: Record<string, string> = {
  tag: "v0.3.2",
  sha: "cf331449e1589581a5dcbb3adecd3e9ae4509277",
  serviceContract: "service.v2",
  apiContract: "api.v1",
  integrationBaseline: "integration/v1",
};

const pipelineAt = "2026-02-08T09:00:00.000Z";
export const workingFolder = {
  repository: "git@example.com:kernel.git",
  branch: "main",
  commit: "d".repeat(40),
  isClean: true,
};

type Actor = Circumstances["actor"];

/** A checkpoint told act by act through its own rules, as the console would. */
export class Walk {
  readonly pack: CheckpointPack;
  incidents: CheckpointSurroundings["incidents"] = [];
  /** Hours that went by beside the log. */
  hours = 0;
  log: LoggedCheckpointEvent[] = [];

  constructor(pack: CheckpointPack) {
    this.pack = pack;
  }

  get state(): CheckpointState {
    const state = this.log.reduce<CheckpointState | null>(evolveCheckpoint, null);
    if (state === null) throw new Error("nothing was opened");
    return state;
  }

  get around(): CheckpointSurroundings {
    const now = new Date(Date.UTC(2026, 1, 8, 9 + this.hours, this.log.length + 1)).toISOString();
    return { now, incidents: this.incidents };
  }

  get isOpening(): boolean {
    return opensTheWay(this.state, this.pack, this.around);
  }

  outcome(question: string): QuestionOutcome {
    const asked = this.pack.questions.find(({ id }) => id === question);
    if (asked === undefined) throw new Error(`${question} is not asked`);
    return outcomeOf(asked, this.state, this.pack, this.around);
  }

  /** The rules that keep a question from its GO. */
  against(question: string): (string | null)[] {
    return this.outcome(question).because.map(({ rule }) => rule);
  }

  get owed(): CheckpointObligation[] {
    return checkpointObligations(this.state, this.pack, this.around);
  }

  circumstances(actor: Actor): CheckpointCircumstances {
    return { actor, digest: digestOf, canonical: canonicalOf, around: this.around };
  }

  record(decided: CheckpointDecided, actor: Actor): CheckpointDecided {
    if (!decided.ok) return decided;
    const { now: recordedAt } = this.around;
    const all =
      this.log.length === 0
        ? decided.value
        : withSealing(this.state, decided.value, this.pack, this.circumstances(actor));
    for (const { type, facts, actor: own } of all) {
      const seq = this.log.length + 1;
      const by = own ?? { kind: actor.kind, id: actor.id };
      const hash = digestOf(canonicalOf({ seq, facts }));
      this.log.push({ seq, hash, type, facts, actor: by, recordedAt } as LoggedCheckpointEvent);
    }
    return { ok: true, value: all };
  }

  open(values = lockedValues, actor: Actor = producer, approved: Record<string, string> = {}) {
    const pack = { id: this.pack.id, version: this.pack.version, hash: "a".repeat(64) };
    const service = { id: id(9), key: "kernel", name: "Kernel", environment: "production" };
    const input = { reference: "CHK-2026-0001", title: "Cutover", pack, service, approved, values };
    return this.record(decideOpening(this.pack, input, this.circumstances(actor)), actor);
  }

  report(criterion: string, actor: Actor, more: { passed?: boolean; output?: string; value?: string } = {}) {
    const subject = subjectOf(this.pack, criterion);
    const shown = subject?.shows.join("\n") ?? "";
    const input = {
      criterion,
      passed: more.passed ?? true,
      value: more.value ?? this.valueFor(criterion),
      command: "make verify",
      output: more.output ?? `all green\n${shown}`,
    };
    return this.record(decideReport(this.state, this.pack, input, this.circumstances(actor)), actor);
  }

  /** What a pipeline of a side hands in: a command of one required run, at one commit. */
  pipeline(criterion: string, actor: Actor, command: string, more: Partial<PipelineInput> = {}) {
    const run = { token: id(8), startedAt: pipelineAt, endedAt: pipelineAt, ...workingFolder };
    const output = { sha256: "c".repeat(64), bytes: 6 };
    const input = {
      ...{ criterion, command, output: "green\n", shownIn: "green\n", exitCode: 0, run: { ...run, output } },
      file: { id: id(7), sha256: "c".repeat(64), bytes: 6, media: "text/plain" },
      ...more,
    };
    return this.record(decidePipeline(this.state, this.pack, input, this.circumstances(actor)), actor);
  }

  /** The whole of a required run by one script, at one commit. */
  runs(run: string, actor: Actor, commit: string = workingFolder.commit) {
    const shownIn = this.pack.runs[run]?.commands.join("\n") ?? "";
    const output = { sha256: "c".repeat(64), bytes: 6 };
    const at = { token: id(8), startedAt: this.around.now, endedAt: this.around.now };
    return this.pipeline(run, actor, "./verify-all.sh", {
      shownIn,
      run: { ...at, ...workingFolder, commit, output },
    });
  }

  private valueFor(criterion: string): string | null {
    const item = this.pack.criteria.flatMap(({ items }) => items).find((one) => one.id === criterion);
    if (item?.decidedBy !== "value") return null;
    return item.is === "pin" ? `v0.4.0@${"b".repeat(40)}` : (this.state.locked[item.is.locked] ?? null);
  }

  attest(criterion: string, actor: Actor, reason = "Read today.") {
    const input = { criterion, reason };
    return this.record(decideAttestation(this.state, this.pack, input, this.circumstances(actor)), actor);
  }

  write(part: string, actor: Actor, words = "Agreed by both leads.", owner: string | null = "producer-lead") {
    const input = { part, words, owner };
    return this.record(decideWriting(this.state, this.pack, input, this.circumstances(actor)), actor);
  }

  /** Signs what is shown now, or what was shown before. */
  answer(question: string, go: boolean, actor: Actor, remediation = "", proof?: Proof) {
    const shown = this.read(question, go, actor, remediation);
    return shown.ok ? this.sign(shown.value, actor, proof) : shown;
  }

  /** Names this person's own key in the log, or another. */
  enrol(actor: Actor, key: Omit<SignerKey, "label"> = keyOf(actor.id)) {
    const input = { ...key, label: "A key" };
    return this.record(decideSigner(this.state, this.pack, input, this.circumstances(actor)), actor);
  }

  passkeyOf(actor: Actor): Proof {
    const { credentialId } = keyOf(actor.id);
    const signer = this.state.signers.find((one) => one.credentialId === credentialId);
    return byPasskey(keyOf(actor.id), signer?.entryHash ?? null);
  }

  /** As the console does it: the key is named first, then the statement is made. */
  read(question: string, go: boolean, actor: Actor, remediation = "") {
    this.enrol(actor);
    const draft = { question, answer: go ? ("go" as const) : ("no-go" as const), remediation };
    const anchor = { logHead: { seq: this.state.seq, hash: this.state.head }, nonce: "n".repeat(16) };
    const allowed = mayAnswer(this.state, this.pack, draft, this.circumstances(actor));
    if (!allowed.ok) return allowed;
    const statement = verdictStatement(allowed.value, draft, anchor, digestOf);
    return accept({ ...draft, ...anchor, shownDigest: digestOf(statement) });
  }

  sign(
    shown: VerdictDraft & Anchor & { shownDigest: string },
    actor: Actor,
    proof: Proof = this.passkeyOf(actor),
  ) {
    const input = { ...shown, proof };
    return this.record(decideVerdict(this.state, this.pack, input, this.circumstances(actor)), actor);
  }

  askBack(question: string, to: string, actor: Actor, words = "Why is the manifest another?") {
    const input = { question, to, words };
    return this.record(decideAskingBack(this.state, this.pack, input, this.circumstances(actor)), actor);
  }

  answerBack(asked: number, actor: Actor, words = "It was built anew.") {
    const input = { asked, words };
    return this.record(decideAnsweringBack(this.state, this.pack, input, this.circumstances(actor)), actor);
  }

  abort(trigger: string, actor: Actor = consumer, cause = "Seen in the candidate's run.") {
    return this.record(
      decideAbort(this.state, this.pack, { trigger, cause }, this.circumstances(actor)),
      actor,
    );
  }

  observe(
    values: Record<string, string | null>,
    actor: Actor = { kind: "console", id: "console" },
    source: ObservationSource = actor.kind === "console" ? "approved-baseline" : "person",
  ) {
    const observed = { values, source };
    return this.record(decideObservation(this.state, this.pack, observed, this.circumstances(actor)), actor);
  }

  close(actor: Actor = producer) {
    return this.record(
      decideClosing(this.state, this.pack, { reason: "It ends here." }, this.circumstances(actor)),
      actor,
    );
  }

  /** Does what is owed first, by whoever owes it; `except` leaves an obligation alone. Ends when nothing else is owed. */
  follow(except: (one: CheckpointObligation) => boolean = () => false): CheckpointObligation[] {
    for (let acts = 0; acts < 200; acts += 1) {
      const next = this.owed.find((one) => !except(one));
      if (next === undefined) return this.owed;
      const done = this.act(next);
      if (!done.ok) throw new Error(`${next.id}: ${done.refusal.message}`);
    }
    throw new Error("what is owed never ends");
  }

  act({ act, owner }: CheckpointObligation): CheckpointDecided {
    const actor = ownedBy(producer, owner) ? producer : consumer;
    switch (act.kind) {
      case "report":
        return this.report(act.criterion, actor);
      case "attest":
        return this.attest(act.criterion, actor);
      case "write":
        return this.write(act.part, actor);
      case "answer":
        return this.answer(act.question, true, actor);
      case "answer-back":
        return this.answerBack(act.asked, actor);
      case "close":
        return this.close(actor);
      case "settle-incidents":
        this.incidents = [];
        return { ok: true, value: [] };
    }
  }
}

const ownedBy = ({ party, roles }: ActingPerson, owner: CheckpointObligation["owner"]): boolean =>
  "role" in owner ? roles.includes(owner.role) : owner.parties.includes(party ?? "");
