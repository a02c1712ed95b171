import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { releaseLease, takeLease } from "#lib/store/leases.ts";
import { publishActions } from "#lib/store/registered-actions.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import {
  begunStep,
  declared,
  ended,
  mvp4,
  playRun,
  seenDigestOf,
  serviceV3,
  startedRun,
} from "../testing/incidents.ts";
import {
  accepted,
  asConsole,
  asking,
  everywhere,
  type Stage,
  setStage,
  stateOf,
  typesAfter,
} from "../testing/stage.ts";
import { confirmTrigger } from "../timing/confirm-trigger.ts";
import { answerApproval } from "./answer-approval.ts";
import { confirmRepin } from "./confirm-repin.ts";
import { doubtStep } from "./doubt-step.ts";
import { fileReport } from "./file-report.ts";
import { ratifyRun } from "./ratify.ts";
import { recommendRollback } from "./recommend.ts";
import { recordStep } from "./record-step.ts";
import { ruleOnStep } from "./rule-on-step.ts";
import { startRollback } from "./start.ts";
import { startStep } from "./start-step.ts";
import { steerRun } from "./steer.ts";

let database: TestDatabase;
let stage: Stage;
let as: ReturnType<typeof asking>;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  as = asking(stage);
});
afterAll(disconnectStore);

const reason = "It has to go back.";
const p0 = async () => declared(stage, await mvp4(stage));
const p1 = async () => {
  const reference = await declared(stage, await mvp4(stage, { trigger: "slo-breach", severity: "P1" }));
  accepted(await confirmTrigger(as("sam"), { reference, evidence: "The latency's graph." }));
  return reference;
};
const runOf = async (reference: string) => (await stateOf(reference)).runs.at(-1);

describe("starting a rollback", () => {
  it("[SM-4.1] at P0 is for any SRE on call, alone and at once; the report and its ratification are owed after", async () => {
    const reference = await p0();
    const { seq } = await stateOf(reference);
    const run = await startedRun(stage, reference, "emergency", "sam");
    const types = await typesAfter(reference, seq);
    expect(types).toEqual(expect.arrayContaining(["RollbackStarted", "FreezeSet", "ClockMet"]));
    expect(await runOf(reference)).toMatchObject({
      run,
      rule: "SM-4.1",
      status: "running",
      report: { by: null },
      ratification: { role: "sre-lead", by: null },
    });
    const { rows } = await withClient(database.superuser, (client) =>
      client.query(`SELECT 1 FROM graphile_worker.jobs WHERE key = $1`, [`advance:${run}`]),
    );
    expect(rows).toHaveLength(1);
  });

  it.each([
    ["an SRE who is not on call", "sue"],
    ["the release captain", "maya"],
    ["communications", "nora"],
    ["an outsider", "olga"],
  ] as const)("[SM-4.1] at P0 by %s is refused", async (_, name) => {
    const reference = await p0();
    const seenDigest = await seenDigestOf(stage, reference, "emergency");
    const outcome = await startRollback(as(name), { reference, plan: "emergency", seenDigest, reason });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect((await stateOf(reference)).runs).toEqual([]);
  });

  it("[SM-4] by two at once is one rollback, and the other is told who started it", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    const seenDigest = await seenDigestOf(stage, reference, "approved-baseline");
    const start = (name: "maya" | "priya") =>
      startRollback(as(name), { reference, plan: "approved-baseline", seenDigest, reason });
    const outcomes = await Promise.all([start("maya"), start("priya")]);
    const winner = outcomes[0]?.ok ? "maya" : "priya";
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      refusal: {
        code: "conflict",
        message: expect.stringMatching(new RegExp(`^${winner} started this rollback`)),
      },
    });
    expect((await stateOf(reference)).runs).toHaveLength(1);
  });

  it("[SM-4] of one environment for two incidents at once is one rollback, and the other is told where", async () => {
    const services = [{ id: stage.service, environment: stage.freeEnvironment() }];
    const references = [
      await declared(stage, await mvp4(stage, { services })),
      await declared(stage, await mvp4(stage, { services })),
    ];
    const outcomes = await Promise.all(
      references.map(async (reference) => {
        const seenDigest = await seenDigestOf(stage, reference, "emergency");
        return startRollback(as("sam"), { reference, plan: "emergency", seenDigest, reason });
      }),
    );
    const won = outcomes.findIndex((outcome) => outcome.ok);
    const refused = outcomes.find((outcome) => !outcome.ok);
    expect(refused).toMatchObject({
      refusal: { code: "conflict", message: expect.stringContaining(`in ${references[won]}`) },
    });
    expect((await stateOf(references[1 - won] ?? "")).runs).toEqual([]);
  });

  it("twice at once with one key is one rollback, and both are told the same", async () => {
    const reference = await p0();
    const seenDigest = await seenDigestOf(stage, reference, "emergency");
    const key = crypto.randomUUID();
    const send = () => startRollback(as("sam", key), { reference, plan: "emergency", seenDigest, reason });
    const [one, other] = await Promise.all([send(), send()]);
    expect(accepted(one)).toEqual(accepted(other));
    expect((await stateOf(reference)).runs).toHaveLength(1);
  });

  it("of a plan that is not the one that was shown is refused as stale", async () => {
    const reference = await p0();
    const seenDigest = await seenDigestOf(stage, reference, "emergency");
    const publish = async (actions: typeof stage.actions) =>
      withTransaction(async (tx) => publishActions(tx, everywhere(actions), await databaseNow(tx)));
    await publish(
      stage.actions.map((action) =>
        action.executor === "command" ? { ...action, argv: ["/bin/false", ...action.argv.slice(1)] } : action,
      ),
    );
    const outcome = await startRollback(as("sam"), { reference, plan: "emergency", seenDigest, reason });
    await publish(stage.actions);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "stale" } });
    expect((await stateOf(reference)).runs).toEqual([]);
  });

  it("whose action nobody registered names the step, to those who may start it only", async () => {
    const reference = await p0();
    const seenDigest = await seenDigestOf(stage, reference, "emergency");
    const [gone, ...rest] = stage.actions.filter(({ id }) => id === "policy/rollback");
    expect([gone?.id, rest]).toEqual(["policy/rollback", []]);
    const publish = async (actions: typeof stage.actions) =>
      withTransaction(async (tx) => publishActions(tx, everywhere(actions), await databaseNow(tx)));
    await publish(stage.actions.filter((action) => action !== gone));
    const start = (name: "sam" | "olga") =>
      startRollback(as(name), { reference, plan: "emergency", seenDigest, reason });
    const [mine, strangers] = [await start("sam"), await start("olga")];
    await publish(stage.actions);
    expect(mine).toMatchObject({
      ok: false,
      refusal: { blockers: [{ message: expect.stringContaining("policy/rollback") }] },
    });
    expect(JSON.stringify(strangers)).not.toContain("policy");
  });
});

describe("an approval that is owed meanwhile", () => {
  it("[SM-4.2] is the SRE lead's; the run does not wait for it, and a second answer is told of the first", async () => {
    const reference = await p1();
    const run = await startedRun(stage, reference, "urgent", "maya");
    expect((await runOf(reference))?.status).toBe("running");
    const answer = { reference, run, answer: "approved" } as const;
    for (const name of ["maya", "sam", "olga"] as const)
      expect(await answerApproval(as(name), answer)).toMatchObject({
        ok: false,
        refusal: { code: "unauthorised" },
      });
    const outcomes = await Promise.all([
      answerApproval(as("lee"), answer),
      answerApproval(as("lee"), { ...answer, answer: "refused" }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      refusal: { code: "conflict", rule: "SM-4.2", message: expect.stringMatching(/^lee answered already/) },
    });
  });

  it("[SM-4.2] that is refused pauses the run, and only the approver's role lets it go on", async () => {
    const reference = await p1();
    const run = await startedRun(stage, reference, "urgent", "maya");
    accepted(await answerApproval(as("lee"), { reference, run, answer: "refused" }));
    expect(await runOf(reference)).toMatchObject({ status: "paused", pausedBy: "approval-refused" });
    expect(await begunStep(reference, run)).toBeNull();
    const on = { reference, run, to: "resume", reason: "Go on." } as const;
    expect(await steerRun(as("maya"), on)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    accepted(await steerRun(as("lee"), on));
    expect((await runOf(reference))?.status).toBe("running");
  });
});

describe("a step", () => {
  it("begins under the newest lease only: a worker that lost its own begins nothing", async () => {
    const reference = await p0();
    const run = await startedRun(stage, reference, "emergency", "sam");
    const wanted = { runId: run, incident: reference, step: "", attempt: 1, seconds: 60 };
    const first = await takeLease({ ...wanted, worker: "one" });
    await releaseLease({ runId: run, epoch: first?.epoch ?? 0 });
    const { seq } = await stateOf(reference);
    const late = { reference, run, worker: "one", epoch: first?.epoch ?? 0 };
    accepted(await startStep(asConsole(), late));
    expect(await typesAfter(reference, seq)).toEqual([]);
    const second = await takeLease({ ...wanted, worker: "two" });
    accepted(await startStep(asConsole(), { ...late, worker: "two", epoch: second?.epoch ?? 0 }));
    expect(await typesAfter(reference, seq)).toEqual(["StepStarted"]);
  });

  it("in doubt takes no outcome any more, neither from its former worker nor twice", async () => {
    const reference = await p0();
    const run = await startedRun(stage, reference, "emergency", "sam");
    const step = await begunStep(reference, run);
    if (step === null) throw new Error("a step began");
    accepted(await doubtStep(asConsole(), { ...step, lastHeardAt: await databaseNow() }));
    const { seq } = await stateOf(reference);
    const result = { outcome: "succeeded" } as const;
    accepted(await recordStep(asConsole(), { ...step, ...ended, result }));
    accepted(await doubtStep(asConsole(), { ...step, lastHeardAt: await databaseNow() }));
    expect(await typesAfter(reference, seq)).toEqual([]);
    expect((await runOf(reference))?.status).toBe("asking");
  });

  it("is the worker's to begin and to end, not a person's", async () => {
    const reference = await p0();
    const run = await startedRun(stage, reference, "emergency", "sam");
    const asked = await startStep(as("sam"), { reference, run, worker: "me", epoch: 9 });
    expect(asked).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
  });

  it("that failed is ruled on once: of two at once the second hears that it has moved on", async () => {
    const reference = await p0();
    const run = await startedRun(stage, reference, "emergency", "sam");
    const step = await begunStep(reference, run);
    if (step === null) throw new Error("a step began");
    const result = { outcome: "failed", cause: "exit" } as const;
    accepted(await recordStep(asConsole(), { ...step, ...ended, exitCode: 1, result }));
    const ruling = { reference, run, step: step.step, attempt: 1, reason: "I saw it." };
    expect(await ruleOnStep(as("olga"), { ...ruling, ruling: "skip" })).toMatchObject({ ok: false });
    const outcomes = await Promise.all([
      ruleOnStep(as("sam"), { ...ruling, ruling: "retry" }),
      ruleOnStep(as("maya"), { ...ruling, ruling: "skip" }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: "stale" } });
  });
});

describe("after the run", () => {
  it("[SM-4.1] the starter reports and the SRE lead ratifies, each once", async () => {
    const reference = await p0();
    const run = await startedRun(stage, reference, "emergency", "sam");
    await playRun(reference, run);
    expect(await runOf(reference)).toMatchObject({ status: "complete" });
    const report = { reference, run, body: "Errors rose at noon; 1.4.2 is back." };
    expect(await fileReport(as("maya"), report)).toMatchObject({
      refusal: { code: "unauthorised", message: expect.stringContaining("sam, who started") },
    });
    accepted(await fileReport(as("sam"), report));
    expect(await fileReport(as("sam"), report)).toMatchObject({ refusal: { code: "conflict" } });
    expect(await ratifyRun(as("sam"), { reference, run })).toMatchObject({
      refusal: { code: "unauthorised" },
    });
    accepted(await ratifyRun(as("lee"), { reference, run }));
    expect(await ratifyRun(as("lee"), { reference, run })).toMatchObject({
      refusal: { code: "conflict", message: expect.stringMatching(/^lee ratified/) },
    });
  });

  it("[MKC-3.2] the rollback is recommended by the producer, once, and the clock is met", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    const asked = { reference, plan: "approved-baseline", reason };
    for (const name of ["carl", "maya"] as const)
      expect(await recommendRollback(as(name), asked)).toMatchObject({
        refusal: { code: "unauthorised", rule: "MKC-3.2" },
      });
    const outcomes = await Promise.all([
      recommendRollback(as("priya"), asked),
      recommendRollback(as("paul"), asked),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      refusal: { code: "conflict", message: expect.stringMatching(/^(priya|paul) recommended/) },
    });
    const { clocks } = await stateOf(reference);
    expect(clocks.find(({ clock }) => clock === "rollback-recommendation")?.status).toBe("met");
  });

  it("[MKC-3.3] the consumer confirms the re-pin, not before the rollback is executed", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    const run = await startedRun(stage, reference, "approved-baseline", "priya");
    const pin = { reference, pin: "v1.4.2" };
    expect(await confirmRepin(as("carl"), pin)).toMatchObject({ refusal: { code: "rule", rule: "MKC-3.3" } });
    await playRun(reference, run);
    expect(await confirmRepin(as("priya"), pin)).toMatchObject({ refusal: { code: "unauthorised" } });
    accepted(await confirmRepin(as("carl"), pin));
    const { clocks } = await stateOf(reference);
    expect(clocks.find(({ clock }) => clock === "repin-confirmation")?.status).toBe("met");
  });
});
