import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/platform/ids.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import type { CommandContext } from "../context.ts";

await testDatabase();
const { disconnectStore } = await import("#lib/store/client.ts");
const { readCheckpoint } = await import("#lib/store/checkpoint-log.ts");
const { checkpointsAtGo, listCheckpoints } = await import("#lib/store/checkpoints.ts");
const { checkpointPackByHash } = await import("#lib/store/checkpoint-packs.ts");
const { createPerson } = await import("#lib/store/people.ts");
const { withTransaction } = await import("#lib/store/transaction.ts");
const { readWholeLog } = await import("#lib/queries/raw-log.ts");
const { verifyChain } = await import("#lib/verify/chain.ts");
const { checkpointObligations } = await import("#lib/domain/checkpoint/obligations.ts");
const { outcomesOf } = await import("#lib/domain/checkpoint/outcome.ts");
const { subjectOf } = await import("#lib/domain/checkpoint/decide/report.ts");
const { publishBuiltInPacks } = await import("../protocols/publish-built-in.ts");
const { createService } = await import("../services/create.ts");
const { setBaseline } = await import("../services/set-baseline.ts");
const { openCheckpoint } = await import("./open.ts");
const { reportCriterion } = await import("./report-criterion.ts");
const { attestCriterion } = await import("./attest-criterion.ts");
const { triggerAbort } = await import("./trigger-abort.ts");
const { observeBaseline } = await import("./observe-baseline.ts");
const { writeRecord } = await import("./write-record.ts");
const { giveVerdict } = await import("./give-verdict.ts");
const { closeCheckpoint } = await import("./close.ts");

beforeAll(() => publishBuiltInPacks());
afterAll(() => disconnectStore());

type Extra = { isAdministrator?: boolean; party?: string; roles?: string[] };
const add = async (name: string, more: Extra): Promise<CommandContext["actor"]> => {
  const person = { name, email: `${name}@example.com`, passwordHash: "none", ...more };
  const { id } = await withTransaction((tx) => createPerson(tx, person));
  return { kind: "person", id };
};
const administrator = await add("alex", { isAdministrator: true });
const producer = await add("ines", { party: "producer", roles: ["producer-lead"] });
const consumer = await add("david", { party: "consumer", roles: ["consumer-lead"] });
const stranger = await add("olga", { roles: ["commander"] });
const as = (actor: CommandContext["actor"]): CommandContext => ({ actor, idempotencyKey: newId() });

const approved = { tag: "v0.3.2", sha: "cf331449e1589581a5dcbb3adecd3e9ae4509277" };
const values = {
  ...approved,
  serviceContract: "service.v2",
  apiContract: "api.v1",
  integrationBaseline: "integration/v1",
};

async function register(key: string): Promise<string> {
  const environments = [{ name: "production", baseline: approved, current: approved }];
  const service = { key, name: key, ownerRole: "producer-lead", environments };
  const created = await createService(as(administrator), service);
  if (!created.ok) throw new Error(created.refusal.message);
  return created.value.id;
}
const asked = (service: string) => ({
  packId: "service-v3-cutover",
  service,
  environment: "production",
  title: "Cutover of the kernel",
  values,
});
async function opened(service: string): Promise<string> {
  const outcome = await openCheckpoint(as(producer), asked(service));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value.reference;
}
async function read(reference: string) {
  const state = await readCheckpoint(reference);
  if (state === null) throw new Error(`no ${reference}`);
  return { state, pack: await checkpointPackByHash(state.pack.hash) };
}
const alone = { incidents: [] };

/** Does the first thing that is owed, by a command of whoever owes it. */
async function follow(reference: string): Promise<number> {
  for (let acts = 0; acts < 60; acts += 1) {
    const { state, pack } = await read(reference);
    const [next] = checkpointObligations(state, pack, alone);
    if (next === undefined) return acts;
    const { act, owner } = next;
    const parties = "role" in owner ? [owner.role.replace("-lead", "")] : owner.parties;
    const context = as(parties.includes("producer") ? producer : consumer);
    const done = await doOwed(reference, act, context, { state, pack });
    if (!done.ok) throw new Error(`${next.id}: ${done.refusal.message}`);
  }
  throw new Error("what is owed never ends");
}

type Read = Awaited<ReturnType<typeof read>>;
type Act = ReturnType<typeof checkpointObligations>[number]["act"];

function doOwed(reference: string, act: Act, context: CommandContext, { state, pack }: Read) {
  switch (act.kind) {
    case "report": {
      const subject = subjectOf(pack, act.criterion);
      const target = { "target-pin": `v0.4.0@${"b".repeat(40)}`, "rollback-target": state.locked.tag };
      const value = target[act.criterion as keyof typeof target] ?? null;
      const output = `green\n${subject?.shows.join("\n") ?? ""}`;
      const report = { criterion: act.criterion, passed: true, value, command: "make verify", output };
      return reportCriterion(context, { reference, ...report });
    }
    case "attest":
      return attestCriterion(context, { reference, criterion: act.criterion, reason: "Read today." });
    case "write":
      return writeRecord(context, { reference, part: act.part, words: "Agreed.", owner: "producer-lead" });
    case "answer":
      return giveVerdict(context, { reference, question: act.question, go: true, remediation: "" });
    case "settle-incidents":
    case "close":
      return closeCheckpoint(context, { reference, reason: "It ended." });
  }
}

describe("a checkpoint", () => {
  it("[MKD-7] [MKD-8] is walked by its commands to its open decision, in a chain that holds", async () => {
    const service = await register("walked");
    const reference = await opened("walked");
    expect(await checkpointsAtGo([service])).toEqual([]);
    expect(await follow(reference)).toBeGreaterThan(20);
    const { state, pack } = await read(reference);
    const outcomes = outcomesOf(state, pack, alone);
    expect(outcomes.map(({ because }) => because.map(({ rule }) => rule))).toEqual([
      ["MKD-7.3"],
      ["MKD-7.3"],
    ]);
    expect(await checkpointsAtGo([service])).toEqual(["service-v3-cutover"]);
    const log = await readWholeLog(`checkpoint/${reference}`);
    const stream = `checkpoint/${reference}`;
    expect(
      verifyChain(log?.entries ?? [], { stream, head: log?.head ?? { seq: 0, hash: "" } }),
    ).toMatchObject({
      ok: true,
      entries: state.seq,
    });
    const closed = await closeCheckpoint(as(consumer), { reference, reason: "Signed elsewhere." });
    expect(closed.ok).toBe(true);
    expect((await listCheckpoints()).find((one) => one.reference === reference)?.closedAt).not.toBeNull();
    expect(await checkpointsAtGo([service])).toEqual([]);
  });

  it("[MKD-8.1] [MKD-8.2] [MKD-8.3] [MKD-8.4] [MKD-8.5] [MKD-8.6] [MKD-8.7] closes with a record of when and what both sides decided", async () => {
    await register("recorded");
    const reference = await opened("recorded");
    await follow(reference);
    const { missingParts } = await import("#lib/domain/checkpoint/record.ts");
    const before = await read(reference);
    expect(missingParts(before.state, before.pack)).toEqual([]);
    expect(before.state.verdicts).toMatchObject({
      producer: { rehearsal: { go: true }, cutover: { go: true } },
      consumer: { rehearsal: { go: true }, cutover: { go: true } },
    });
    await closeCheckpoint(as(producer), { reference, reason: "Walked." });
    const { state } = await read(reference);
    expect(state.closed?.outcomes).toEqual(
      ["rehearsal", "cutover"].map((question) => ({
        question,
        go: false,
        because: ["MKD-7.3: The joint record: not signed yet"],
      })),
    );
  });

  it("[MKD-1] is NO-GO by the console itself when the approved baseline moves", async () => {
    await register("moved");
    const reference = await opened("moved");
    const change = { key: "moved", environment: "production", seen: approved };
    const baseline = { ...approved, tag: "v0.3.3" };
    expect(await setBaseline(as(administrator), { ...change, baseline })).toMatchObject({ ok: true });
    const { state, pack } = await read(reference);
    expect(state.moved).toMatchObject({ names: ["tag"], source: "approved-baseline" });
    expect(checkpointObligations(state, pack, alone).map(({ act }) => act.kind)).toEqual(["close"]);
    const verdict = await giveVerdict(as(producer), {
      reference,
      question: "rehearsal",
      go: true,
      remediation: "",
    });
    expect(verdict).toMatchObject({ ok: false, refusal: { code: "rule" } });
    const again = await openCheckpoint(as(producer), {
      ...asked("moved"),
      values: { ...values, tag: "v0.3.3" },
    });
    expect(again).toMatchObject({ ok: true });
    expect(again.ok && again.value.reference).not.toBe(reference);
  });

  it("[MKD-1] is not touched by a baseline that moves none of its values", async () => {
    await register("still");
    const reference = await opened("still");
    const change = { key: "still", environment: "production", seen: approved };
    await setBaseline(as(administrator), { ...change, baseline: { ...approved, release: "9" } });
    expect((await read(reference)).state).toMatchObject({ moved: null, seq: 1 });
  });

  it("[MKD-1] is NO-GO when a person sees another value", async () => {
    await register("seen");
    const reference = await opened("seen");
    const seen = { reference, values: { apiContract: "api.v2", tag: "" } };
    expect(await observeBaseline(as(consumer), seen)).toMatchObject({ ok: true });
    expect((await read(reference)).state.moved).toMatchObject({ names: ["apiContract"], source: "person" });
  });

  it("[MKD-6] is NO-GO at once by an abort trigger, and its log takes the cause", async () => {
    await register("aborted");
    const reference = await opened("aborted");
    const abort = { reference, trigger: "payload-drift", cause: "error_code is missing" };
    expect(await triggerAbort(as(stranger), abort)).toMatchObject({ refusal: { code: "unauthorised" } });
    expect(await triggerAbort(as(consumer), abort)).toMatchObject({ ok: true });
    expect((await read(reference)).state.aborts).toMatchObject([
      { trigger: "payload-drift", rule: "MKD-6.2" },
    ]);
  });

  it("[MKD-9] keeps rehearsal GO and cutover NO-GO side by side", async () => {
    await register("sides");
    const reference = await opened("sides");
    for (const [criterion, actor] of [
      ["producer-sign-off", producer],
      ["consumer-sign-off", consumer],
      ["producer-run", producer],
      ["candidate-payload", producer],
    ] as const)
      await doOwed(reference, { kind: "report", criterion }, as(actor), await read(reference));
    for (const actor of [producer, consumer]) {
      const go = { reference, question: "rehearsal", go: true, remediation: "" };
      expect(await giveVerdict(as(actor), go)).toMatchObject({ ok: true });
      const cutover = { reference, question: "cutover", remediation: "The other gates." };
      expect(await giveVerdict(as(actor), { ...cutover, go: true })).toMatchObject({ ok: false });
      expect(await giveVerdict(as(actor), { ...cutover, go: false })).toMatchObject({ ok: true });
    }
    const { state } = await read(reference);
    expect(state.verdicts.consumer).toMatchObject({ rehearsal: { go: true }, cutover: { go: false } });
  });

  it("[MKD-1] is opened once for a key, and not without a value to lock", async () => {
    await register("once");
    const context = as(producer);
    const [first, second] = [
      await openCheckpoint(context, asked("once")),
      await openCheckpoint(context, asked("once")),
    ];
    expect(first).toEqual(second);
    const bare = { ...asked("once"), values: { ...values, apiContract: "" } };
    expect(await openCheckpoint(as(producer), bare)).toMatchObject({
      refusal: { rule: "MKD-1", blockers: [{ rule: "MKD-1.4" }] },
    });
  });
});
