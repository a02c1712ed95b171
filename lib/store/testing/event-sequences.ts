import { minutesAfter } from "#lib/domain/clock/firing.ts";
import type { Actor, NewEvent } from "#lib/domain/incident/events/index.ts";
import type { IncidentState, RunState } from "#lib/domain/incident/state.ts";
import { newId } from "#lib/platform/ids.ts";
import { clocks } from "./clock-events.ts";
import { commands } from "./command-events.ts";
import { decisions } from "./decision-events.ts";
import { digest, people, type Telling } from "./telling.ts";

export const actorOf = (roll: number): Actor =>
  roll % 3 === 0 ? { kind: "console", id: "worker" } : { kind: "person", id: people[roll % 2] ?? people[0] };

const service = "018f2b7c-9c1e-7aaa-8aaa-0000000000aa";

export const declaration = (reference: string, { words, now }: Telling): NewEvent => ({
  type: "IncidentDeclared",
  facts: {
    reference,
    packId: "service-v3-rollback",
    packVersion: "1.0.0",
    packHash: digest,
    trigger: "payload-drift",
    severity: "SEV-2",
    identifiedAt: now,
    services: [{ id: service, environment: "production" }],
    values: { mode: "candidate", pin: { tag: "v1", sha: "0123456" } },
    baseline: { release: "1.4.2" },
    participants: [{ person: people[0], roles: ["commander"], party: "producer" }],
    commander: people[0],
    clockFactor: 1,
  },
  text: { title: words, seen: words, values: {} },
});

/** An event that can follow a state, chosen by a number: the rules may ask for more, the tables must cope with less. */
export function nextEvent(state: IncidentState, roll: number, telling: Telling): NewEvent {
  const choices = [
    ...room(state, telling),
    ...clocks(state, telling),
    ...notices(state, telling),
    ...decisions(state, telling),
    ...commands(state, telling),
    ...state.runs.slice(-1).flatMap((run) => running(run, telling)),
    startedRun(telling),
  ];
  const chosen = choices[roll % choices.length];
  if (chosen === undefined) throw new Error("there is always a choice");
  return chosen;
}

function room(state: IncidentState, { words, now }: Telling): NewEvent[] {
  const anEarlierEntry = 1 + (words.length % state.seq);
  const freezes = state.freezes.some((freeze) => freeze.liftedAt === null && freeze.freeze === "promotion");
  return [
    { type: "NoteAdded", facts: { kind: "note" }, text: { body: words }, audience: "party:producer" },
    {
      type: "NoteAdded",
      facts: { kind: "observation" },
      text: { body: words },
      occurredAt: minutesAfter(now, -5, 1),
    },
    { type: "EntryCorrected", facts: { corrects: anEarlierEntry }, text: { body: words } },
    { type: "TextRedacted", facts: { redacts: anEarlierEntry }, text: { reason: words } },
    {
      type: "RoleAssigned",
      facts: { person: people[1], role: "commander", party: "consumer", takesCommand: true },
      text: {},
    },
    { type: "PhaseEntered", facts: { phase: "recovering" }, text: {} },
    freezes
      ? { type: "FreezeLifted", facts: { freeze: "promotion" }, text: {} }
      : {
          type: "FreezeSet",
          facts: { freeze: "promotion", rule: "MKC-2", services: [service], actions: ["deploy"] },
          text: {},
          occurredAt: minutesAfter(now, -state.seq, 1),
        },
    {
      type: "StatusPublished",
      facts: { publication: newId(), state: "investigating", services: [{ id: service, health: "outage" }] },
      text: { title: words, body: words },
    },
  ];
}

function notices(state: IncidentState, { words, now }: Telling): NewEvent[] {
  const delivery = (audience: string) => ({ audiences: [audience], person: null, endpoint: null });
  const sent: NewEvent = {
    type: "NoticeSent",
    facts: {
      notice: newId(),
      template: "initial",
      audiences: ["producer", "consumer"],
      deliveries: [
        { ...delivery("producer"), id: newId(), channel: "mail", person: people[0] },
        { ...delivery("consumer"), id: newId(), channel: "webhook" },
      ],
      nextUpdateAt: minutesAfter(now, 30, 1),
      headSeq: state.seq,
      headHash: state.head,
    },
    text: { subject: words, body: words, fields: {} },
  };
  const pending = state.notices.flatMap((notice) =>
    notice.deliveries
      .filter((one) => one.status === "pending")
      .map((one) => ({ notice: notice.notice, one })),
  );
  const answers = pending.slice(0, 2).flatMap(({ notice, one }): NewEvent[] => {
    const facts = { notice, delivery: one.id, attempt: one.attempts + 1 };
    return [
      { type: "DeliveryAccepted", facts, text: { receipt: words } },
      {
        type: "DeliveryFailed",
        facts: { ...facts, permanent: words.length % 2 === 0 },
        text: { reason: words },
      },
    ];
  });
  return [sent, ...answers];
}

function startedRun({ words }: Telling): NewEvent {
  const step = (id: string, kind: "act" | "verify") => ({
    id,
    kind,
    action: `application/${id}`,
    rule: null,
    parameters: { version: "1.4.2" },
    argv: ["run", id],
    expectedSeconds: 5,
    idempotent: false,
  });
  return {
    type: "RollbackStarted",
    facts: {
      run: newId(),
      plan: "repin-baseline",
      service,
      environment: "production",
      target: { version: "1.4.2" },
      steps: [step("redeploy", "act"), step("verify", "verify")],
      planDigest: digest,
      rule: null,
      mode: "approval-meanwhile",
      approverRole: "commander",
      ratifierRole: "producer-lead",
      reportOwed: true,
    },
    text: { reason: words },
  };
}

function running({ run, steps }: RunState, { words, now }: Telling): NewEvent[] {
  const step = steps.find((one) => one.status !== "succeeded");
  const acts: NewEvent[] = [
    {
      type: "ApprovalAnswered",
      facts: { run, role: "commander", answer: "approved" },
      text: { reason: words },
    },
    { type: "RunRatified", facts: { run, role: "producer-lead" }, text: { reason: words } },
    { type: "RollbackPaused", facts: { run, cause: "person" }, text: { reason: words } },
    { type: "RollbackResumed", facts: { run }, text: { reason: words } },
    { type: "RollbackExecuted", facts: { run }, text: {} },
    { type: "RollbackVerified", facts: { run }, text: {} },
    { type: "RollbackCompleted", facts: { run, bundle: "reversal", completedAt: now }, text: {} },
  ];
  if (step === undefined) return acts;
  const next = { run, step: step.id, attempt: step.attempt + 1, epoch: step.epoch + 1 };
  if (step.status !== "running") {
    acts.push({ type: "StepStarted", facts: { ...next, worker: "worker-1" }, text: {} });
  }
  if (step.attempt === 0) return acts;
  const current = { run, step: step.id, attempt: step.attempt, epoch: step.epoch };
  const ended = { ...current, exitCode: 1, durationMs: 12.5, outputDigest: digest };
  return [
    ...acts,
    { type: "StepSucceeded", facts: { ...ended, exitCode: 0 }, text: { tail: words } },
    { type: "StepFailed", facts: { ...ended, cause: "exit" }, text: { tail: words } },
    {
      type: "StepAsked",
      facts: { ...current, instructionsDigest: digest },
      text: { instructions: words },
    },
    { type: "StepInDoubt", facts: { ...current, lastHeardAt: now }, text: {} },
    {
      type: "StepRuled",
      facts: { run, step: step.id, attempt: step.attempt, ruling: "retry" },
      text: { reason: words },
    },
  ];
}
