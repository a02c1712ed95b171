import { isInScope } from "../../gate/found-out.ts";
import { laneBeside } from "../../rollback/lanes.ts";
import { latestRun } from "../../rollback/run.ts";
import type { ActingPerson, Decided } from "../circumstances.ts";
import { composeNotice, decideNotice, decideReceipt } from "../decide/notice.ts";
import { decideStart, type StartRollback } from "../decide/rollback.ts";
import { decideStepOutcome, decideStepStart } from "../decide/step.ts";
import { idOf, minute, theConsole } from "./cast.ts";
import { digestOf } from "./digest.ts";
import { type Story, shopId } from "./story.ts";

export type NoticeToSend = {
  number: number;
  template: string;
  fields?: Record<string, string>;
  values?: Record<string, string>;
  promises?: number;
};

const noticeId = (number: number) => idOf(0x10_000 + number * 16);

const draftOf = (story: Story, notice: NoticeToSend) => ({
  template: notice.template,
  fields: notice.fields ?? {},
  nextUpdateAt: notice.promises === undefined ? null : minute(notice.promises),
  words: {
    title: "Checkout answers in a new shape",
    values: notice.values ?? {},
    services: ["Storefront"],
    senderName: "Carol",
    starterName: "Sam",
    commanderName: "Maya",
    roomUrl: `https://holdpoint.example/${story.state.reference}`,
    bridgeUrl: story.state.bridge === null ? "" : "https://meet.example/room",
    statusUrl: "https://holdpoint.example/status",
  },
});

/** A notice with one mail to each of its audiences. */
export function sendsNotice(
  story: Story,
  minutes: number,
  person: ActingPerson,
  notice: NoticeToSend,
): Decided {
  const audiences = story.pack.notices[notice.template]?.audiences ?? [];
  const deliveries = audiences.map((audience, index) => ({
    id: idOf(0x10_001 + notice.number * 16 + index),
    audiences: [audience],
    channel: "mail" as const,
    person: idOf(0x900 + index),
    endpoint: null,
  }));
  const input = { ...draftOf(story, notice), notice: noticeId(notice.number), deliveries };
  return story.asks(minutes, person, (state, circumstances) =>
    decideNotice(state, story.pack, input, circumstances),
  );
}

export const composedNotice = (story: Story, notice: NoticeToSend) =>
  composeNotice(story.state, story.pack, draftOf(story, notice));

/** The mail server takes the messages to the given audiences, or to all of them. */
export function mailAccepts(story: Story, minutes: number, number: number, audiences?: string[]): void {
  const notice = story.state.notices.find((one) => one.notice === noticeId(number));
  for (const delivery of notice?.deliveries ?? []) {
    if (audiences !== undefined && !delivery.audiences.some((one) => audiences.includes(one))) continue;
    story.does(minutes, theConsole, (state, circumstances) =>
      decideReceipt(
        state,
        {
          notice: noticeId(number),
          delivery: delivery.id,
          attempt: 1,
          outcome: "accepted",
          receipt: "250 queued",
        },
        circumstances,
      ),
    );
  }
}

export const runOf = (story: Story) => {
  const run = latestRun(story.state);
  if (run === null) throw new Error("no rollback was started");
  return run;
};

/** Starts the plan as it was shown. */
export function startsRollback(
  story: Story,
  minutes: number,
  person: ActingPerson,
  plan: string,
  change: Partial<Pick<StartRollback, "seenDigest" | "elsewhere" | "confirmed">> & { number?: number } = {},
): Decided {
  const inScope = (story.pack.plans[plan]?.steps ?? []).filter(({ scopes }) =>
    isInScope(scopes, story.state),
  );
  const steps = inScope.map((step) => ({
    id: step.id,
    kind: step.kind,
    action: step.action,
    rule: step.rule ?? null,
    parameters: step.with,
    argv: ["/bin/true", step.action],
    expectedSeconds: step.expectedSeconds,
    idempotent: step.idempotent,
    ...laneBeside(story.pack, plan, step),
  }));
  const input = {
    run: idOf(0x700 + (change.number ?? 0)),
    plan,
    service: shopId,
    environment: "production",
    target: story.state.baseline,
    steps,
    seenDigest: change.seenDigest ?? digestOf(steps),
    reason: "The release is bad",
    elsewhere: change.elsewhere ?? null,
    confirmed: change.confirmed ?? {},
  };
  return story.asks(minutes, person, (state, circumstances) =>
    decideStart(state, story.pack, input, circumstances),
  );
}

/** A worker with a newer lease takes the next step, or the one that is named; its name, or null where there is nothing to do. */
export function stepStarts(story: Story, minutes: number, epoch?: number, step?: string): string | null {
  const before = story.entries("StepStarted").length;
  const newest = Math.max(0, ...runOf(story).steps.map((step) => step.epoch));
  story.does(minutes, theConsole, (state, circumstances) =>
    decideStepStart(
      state,
      { run: runOf(story).run, worker: "worker-1", epoch: epoch ?? newest + 1, step },
      circumstances,
    ),
  );
  return story.entries("StepStarted")[before]?.facts.step ?? null;
}

export function stepEnds(
  story: Story,
  minutes: number,
  outcome: "succeeded" | "failed" = "succeeded",
  named?: string,
): void {
  const run = runOf(story);
  const step = run.steps.find((one) => one.status === "running" && one.id === (named ?? one.id));
  if (step === undefined) throw new Error("no step is running");
  const { id, attempt, epoch } = step;
  const address = { run: run.run, step: id, attempt, epoch };
  const seen = { durationMs: 1000, outputDigest: digestOf(id), tail: "done" };
  story.does(minutes, theConsole, (state, circumstances) =>
    decideStepOutcome(
      state,
      outcome === "succeeded"
        ? { ...address, ...seen, exitCode: 0, outcome }
        : { ...address, ...seen, exitCode: 1, outcome, cause: "exit" },
      circumstances,
    ),
  );
}

/** Runs every step that is left, or those of one kind, to success. */
export function stepsSucceed(story: Story, minutes: number, kind?: "act" | "verify"): void {
  for (;;) {
    const run = runOf(story);
    const next = run.steps.find((step) => step.status === "waiting");
    if (next === undefined || (kind !== undefined && next.kind !== kind)) return;
    if (stepStarts(story, minutes) === null) return;
    stepEnds(story, minutes);
  }
}
