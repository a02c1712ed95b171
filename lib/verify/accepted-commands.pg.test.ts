import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fireClock } from "#lib/commands/clock/fire.ts";
import type { CommandContext, CommandResult } from "#lib/commands/context.ts";
import { proposeDecision } from "#lib/commands/decision/propose.ts";
import { handInEvidence } from "#lib/commands/evidence/hand-in.ts";
import { handInDeliverable } from "#lib/commands/evidence/hand-in-deliverable.ts";
import { assignRole } from "#lib/commands/incident/assign-role.ts";
import { closeIncident } from "#lib/commands/incident/close.ts";
import { declareIncident } from "#lib/commands/incident/declare.ts";
import { recordReceipt } from "#lib/commands/notice/record-receipt.ts";
import { sendNotice } from "#lib/commands/notice/send.ts";
import { publishBuiltInPacks } from "#lib/commands/protocols/publish-built-in.ts";
import { answerApproval } from "#lib/commands/rollback/answer-approval.ts";
import { confirmRepin } from "#lib/commands/rollback/confirm-repin.ts";
import { doubtStep } from "#lib/commands/rollback/doubt-step.ts";
import { fileReport } from "#lib/commands/rollback/file-report.ts";
import { ratifyRun } from "#lib/commands/rollback/ratify.ts";
import { recommendRollback } from "#lib/commands/rollback/recommend.ts";
import { recordStep } from "#lib/commands/rollback/record-step.ts";
import { ruleOnStep } from "#lib/commands/rollback/rule-on-step.ts";
import { startRollback } from "#lib/commands/rollback/start.ts";
import { startStep } from "#lib/commands/rollback/start-step.ts";
import { steerRun } from "#lib/commands/rollback/steer.ts";
import { publishStatus } from "#lib/commands/status/publish.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { correctEntry } from "#lib/commands/timeline/correct-entry.ts";
import { redactEntry } from "#lib/commands/timeline/redact-entry.ts";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import type { IncidentState, RunState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { RegisteredAction } from "#lib/domain/rollback/action.ts";
import { planRun } from "#lib/domain/rollback/plan.ts";
import { isAsking } from "#lib/domain/rollback/run.ts";
import { digestOf, sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { releaseLease, takeLease } from "#lib/store/leases.ts";
import { readHead, readRawEntries } from "#lib/store/log/raw-entries.ts";
import { currentPack, listCurrentPacks, packByHash } from "#lib/store/packs.ts";
import { createPerson } from "#lib/store/people.ts";
import { rebuildProjections } from "#lib/store/projections/rebuild.ts";
import { publishActions } from "#lib/store/registered-actions.ts";
import { createService } from "#lib/store/services.ts";
import { tableRows } from "#lib/store/testing/table-rows.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { verifyChain } from "./chain.ts";

const baseline = {
  release: "1.4.2",
  policy: "v1",
  configuration: "v1",
  schema: "42",
  tag: "v1",
  sha: "0123456",
};
const cast: string[] = [];
const accepted = new Map<string, number>();
let service: string;
let actions: RegisteredAction[];

const parameter = { type: "text", pattern: ".+", maximumLength: 100, description: "A value" } as const;

/** An action for every step of every pack, each with the parameters that the steps give. */
function actionsOf(packs: ProtocolPack[]): RegisteredAction[] {
  const steps = packs.flatMap((pack) => Object.values(pack.plans).flatMap((plan) => plan.steps));
  const byId = new Map(steps.map((step) => [step.action, step]));
  return [...byId.values()].map((step) => ({
    id: step.action,
    title: step.title,
    service: "storefront",
    environment: "production",
    executor: "command",
    argv: ["/bin/echo", ...Object.keys(step.with).map((name) => `{{${name}}}`)],
    cwd: "/",
    environmentVariables: {},
    parameters: Object.fromEntries(Object.keys(step.with).map((name) => [name, parameter])),
    timeoutSeconds: 60,
    expectedSeconds: 5,
    idempotent: false,
  }));
}

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  await publishBuiltInPacks();
  const packs = (await listCurrentPacks()).map(({ pack }) => pack);
  const roles = [...new Set(packs.flatMap((pack) => Object.keys(pack.roles)))];
  actions = actionsOf(packs);
  await withTransaction(async (tx) => {
    for (const party of ["producer", "consumer", null]) {
      const name = `Person of ${party}`;
      const email = `${party}@example.com`;
      const held = roles.filter((role) => !role.endsWith("-lead") || role.startsWith(party ?? "sre"));
      const person = { name, email, passwordHash: "none", party, roles: held, onCallRoles: held };
      cast.push((await createPerson(tx, person)).id);
    }
    const environments = [{ name: "production", baseline, current: baseline }];
    const given = {
      key: "storefront",
      name: "Storefront",
      publicName: "Shop",
      ownerRole: "sre-lead",
      environments,
    };
    service = (await createService(tx, given)).id;
    await publishActions(tx, actions, await databaseNow(tx));
  });
});
afterAll(disconnectStore);

type Turn = { command: number; person: number; pick: number; words: string };
const turn: fc.Arbitrary<Turn> = fc.record({
  command: fc.nat(10_000),
  person: fc.nat(10),
  pick: fc.nat(1000),
  words: fc.string({ unit: "grapheme-ascii", minLength: 12, maxLength: 30 }),
});

const pick = <T>(items: readonly T[], number: number): T | undefined => items[number % items.length];
const by = (turn: Turn): CommandContext => ({
  actor: { kind: "person", id: pick(cast, turn.person) ?? "" },
  idempotencyKey: newId(),
});
const console = (): CommandContext => ({ actor: { kind: "console", id: "worker" }, idempotencyKey: newId() });

async function declare(turn: Turn, packId: string): Promise<string> {
  const pinned = await currentPack(packId);
  const [name, trigger] = pick(Object.entries(pinned?.pack.triggers ?? {}), turn.pick) ?? [];
  const pin = { tag: "v1", sha: "0123456" };
  const answers = Object.entries(pinned?.pack.facts ?? {}).map(([key, fact]) => {
    const value = fact.kind === "pin" ? pin : (fact.options?.[0] ?? turn.words);
    return [key, value] as const;
  });
  const declared = await declareIncident(
    by(turn),
    {
      packId,
      trigger: name ?? "",
      severity: trigger?.minimumSeverity ?? "",
      identifiedAt: minutesAfter(await databaseNow(), -(turn.pick % 60), 1),
      title: `Title ${turn.words}`,
      seen: turn.words,
      answers: Object.fromEntries(answers),
      services: [{ id: service, environment: "production" }],
    },
    { allowsScaledClocks: false },
  );
  if (!declared.ok) throw new Error(`${packId} ${name}: ${JSON.stringify(declared.refusal)}`);
  return declared.value.reference;
}

type Named = readonly [name: string, run: () => CommandResult];

function ofRoom(state: IncidentState, pack: ProtocolPack, turn: Turn): Named[] {
  const { reference } = state;
  const body = `Words ${turn.words}`;
  const entry = 1 + (turn.pick % state.seq);
  const role = pick(Object.keys(pack.roles), turn.pick) ?? "";
  const person = pick(cast, turn.pick) ?? "";
  const deliverable = pick(Object.keys(pack.deliverables), turn.pick) ?? "";
  const requirement = pick(Object.keys(pack.evidence), turn.pick) ?? "";
  const plan = pick(Object.keys(pack.plans), turn.pick) ?? "";
  const services = [{ id: service, health: "degraded" as const }];
  const proof = { kind: "command-output", exitCode: 0, summary: body, body } as const;
  const clock = pick(state.clocks, turn.pick) ?? { clock: "", occurrence: 1 };
  return [
    ["note", () => addNote(by(turn), { reference, body })],
    ["correct", () => correctEntry(by(turn), { reference, corrects: entry, body })],
    ["redact", () => redactEntry(by(turn), { reference, redacts: entry, reason: body })],
    ["assign", () => assignRole(by(turn), { reference, person, role })],
    ["close", () => closeIncident(by(turn), { reference, summary: body })],
    [
      "status",
      () => publishStatus(by(turn), { reference, state: "monitoring", services, title: body, body }),
    ],
    ["deliverable", () => handInDeliverable(by(turn), { reference, deliverable, body })],
    ["evidence", () => handInEvidence(by(turn), { reference, requirement, ...proof })],
    ["recommend", () => recommendRollback(by(turn), { reference, plan, reason: body })],
    ["repin", () => confirmRepin(by(turn), { reference, pin: "v1", body })],
    ["fire", () => fireClock(console(), { reference, clock: clock.clock, occurrence: clock.occurrence })],
    [
      "propose",
      () =>
        proposeDecision(by(turn), {
          reference,
          gate: pick(Object.keys(pack.gates), 0) ?? "",
          residualRisk: body,
        }),
    ],
    ["start", () => start(state, pack, turn, plan)],
    ...ofNotices(state, pack, turn),
  ];
}

function start(state: IncidentState, pack: ProtocolPack, turn: Turn, plan: string): CommandResult {
  const planned = planRun(pack, plan, state.baseline, actions);
  // A plan that waits for confirmed targets has nothing to be seen yet, and the command refuses its start.
  const seenDigest = digestOf(planned.ok ? planned.steps : []);
  return startRollback(by(turn), {
    reference: state.reference,
    plan,
    seenDigest,
    reason: `Because ${turn.words}`,
  });
}

function ofNotices(state: IncidentState, pack: ProtocolPack, turn: Turn): Named[] {
  const { reference } = state;
  const [template, described] = pick(Object.entries(pack.notices), turn.pick) ?? [];
  const fields = Object.fromEntries(Object.keys(described?.asks ?? {}).map((field) => [field, turn.words]));
  const later = minutesAfter(state.identifiedAt, 600, 1);
  const nextUpdateAt = described?.promisesNextUpdate === true ? later : null;
  const notice = state.notices.at(-1);
  const waiting = notice?.deliveries.find((delivery) => delivery.status === "pending");
  const sent: Named = [
    "send",
    () => sendNotice(by(turn), { reference, template: template ?? "", fields, nextUpdateAt }),
  ];
  if (notice === undefined || waiting === undefined) return [sent];
  const address = { reference, notice: notice.notice, delivery: waiting.id, attempt: waiting.attempts + 1 };
  const accept = { outcome: "accepted", receipt: turn.words } as const;
  const fail = { outcome: "failed", permanent: false, reason: turn.words } as const;
  return [
    sent,
    ["accepted", () => recordReceipt(console(), { ...address, result: accept })],
    ["failed", () => recordReceipt(console(), { ...address, result: fail })],
  ];
}

/** As the worker does: a lease, the intent under its epoch, and the lease given back. */
async function begin(reference: string, runId: string): CommandResult {
  const wanted = { runId, incident: reference, step: "", attempt: 1, worker: "worker-1", seconds: 60 };
  const lease = await takeLease(wanted);
  const epoch = lease?.epoch ?? 1;
  const begun = await startStep(console(), { reference, run: runId, worker: "worker-1", epoch });
  await releaseLease({ runId, epoch });
  return begun;
}

function ofRun({ reference }: IncidentState, { run, steps }: RunState, turn: Turn): Named[] {
  const reason = `Because ${turn.words}`;
  const step = steps.find((one) => one.status === "running" || isAsking(one));
  const to = pick(["pause", "resume", "resume", "abort"] as const, turn.pick) ?? "pause";
  const ruling = pick(["retry", "skip", "done-by-hand"] as const, turn.pick) ?? "retry";
  const next: Named[] = [
    ["step", () => begin(reference, run)],
    ["step", () => begin(reference, run)],
    ["approval", () => answerApproval(by(turn), { reference, run, answer: "approved", reason })],
    ["steer", () => steerRun(by(turn), { reference, run, to, reason })],
    ["report", () => fileReport(by(turn), { reference, run, body: reason })],
    ["ratify", () => ratifyRun(by(turn), { reference, run, reason })],
  ];
  if (step === undefined) return next;
  const address = { reference, run, step: step.id, attempt: step.attempt, epoch: step.epoch };
  const ended = {
    ...address,
    durationMs: 5.5,
    exitCode: 0,
    outputDigest: sha256(turn.words),
    tail: turn.words,
  };
  const succeeded = { outcome: "succeeded" } as const;
  const failed = { outcome: "failed", cause: "exit" } as const;
  const lastHeardAt = step.startedAt ?? "";
  return [
    ...next,
    ["succeeded", () => recordStep(console(), { ...ended, result: succeeded })],
    ["succeeded", () => recordStep(console(), { ...ended, result: succeeded })],
    ["step failed", () => recordStep(console(), { ...ended, exitCode: 1, result: failed })],
    ["doubt", () => doubtStep(console(), { ...address, lastHeardAt })],
    [
      "ruling",
      () => ruleOnStep(by(turn), { reference, run, step: step.id, attempt: step.attempt, ruling, reason }),
    ],
  ];
}

async function play(reference: string, turn: Turn): Promise<void> {
  const incident = await readIncident(reference);
  if (incident === null) throw new Error("it was declared");
  const { state } = incident;
  const pack = await packByHash(state.pack.hash);
  const run = state.runs.at(-1);
  const commands = [...ofRoom(state, pack, turn), ...(run === undefined ? [] : ofRun(state, run, turn))];
  const [name, send] = pick(commands, turn.command) ?? [];
  const outcome = await send?.();
  if (outcome?.ok === true && name !== undefined) accepted.set(name, (accepted.get(name) ?? 0) + 1);
}

async function expectWholeAndSame(reference: string): Promise<void> {
  const incident = await readIncident(reference);
  if (incident === null) throw new Error("it was declared");
  const { state, incidentId } = incident;
  const check = verifyChain(await readRawEntries(reference, 0), {
    stream: reference,
    head: await readHead(reference),
  });
  expect(check).toEqual({ ok: true, entries: state.seq, head: { seq: state.seq, hash: state.head } });
  const pack = await packByHash(state.pack.hash);
  await withTransaction(async (tx) => {
    const before = await tableRows(tx, incidentId);
    await rebuildProjections(tx, reference, pack);
    expect(await tableRows(tx, incidentId)).toEqual(before);
  });
}

it("any accepted sequence of commands verifies and its tables are the same when rebuilt, redactions included", async () => {
  const property = fc.asyncProperty(
    fc.constantFrom("mvp4-ga", "service-v3-rollback"),
    turn,
    fc.array(turn, { minLength: 15, maxLength: 40, size: "max" }),
    async (packId, first, turns) => {
      const reference = await declare(first, packId);
      for (const one of turns) await play(reference, one);
      await expectWholeAndSame(reference);
    },
  );
  await fc.assert(property, { numRuns: 20, seed: 20_260_208, endOnFailure: true });
  // What was never accepted was not tried: the fixed seed keeps these commands among those that were.
  const wanted = [
    "note",
    "correct",
    "redact",
    "status",
    "fire",
    "send",
    "accepted",
    "start",
    "step",
    "succeeded",
  ];
  expect([...accepted.keys()]).toEqual(expect.arrayContaining(wanted));
}, 180_000);
