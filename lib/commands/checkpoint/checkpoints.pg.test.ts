import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkpointObligations } from "#lib/domain/checkpoint/obligations.ts";
import { outcomesOf } from "#lib/domain/checkpoint/outcome.ts";
import { missingParts } from "#lib/domain/checkpoint/record.ts";
import { readWholeLog } from "#lib/queries/raw-log.ts";
import {
  lockCheckpoint,
  readCheckpoint,
  readCheckpointEntries,
  stateOfEntries,
} from "#lib/store/checkpoint-log.ts";
import { checkpointsAtGo, listCheckpoints } from "#lib/store/checkpoints.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { verifyChain } from "#lib/verify/chain.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import type { CommandContext } from "../context.ts";
import { publishBuiltInPacks } from "../protocols/publish-built-in.ts";
import { setBaseline } from "../services/set-baseline.ts";
import { closeCheckpoint } from "./close.ts";
import { observeBaseline } from "./observe-baseline.ts";
import { openCheckpoint } from "./open.ts";
import * as sides from "./testing/sides.ts";
import { add, addSigner, approved, as, asked, doOwed, read, sign, values } from "./testing/sides.ts";
import { triggerAbort } from "./trigger-abort.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";

type Person = CommandContext["actor"];
let administrator: Person;
let producer: Person;
let consumer: Person;
let stranger: Person;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  await publishBuiltInPacks();
  administrator = await add("alex", { isAdministrator: true });
  producer = await addSigner("ines", { party: "producer", roles: ["producer-lead"] });
  consumer = await addSigner("david", { party: "consumer", roles: ["consumer-lead"] });
  stranger = await add("olga", { roles: ["commander"] });
});
afterAll(disconnectStore);

const register = (key: string) => sides.register(administrator, key);
const opened = (service: string) => sides.opened(producer, service);
const follow = (reference: string) => sides.follow(reference, { producer, consumer });

describe("a checkpoint", () => {
  it("[MKD-7] [MKD-8] is walked by its commands to its sealed decision, in a chain that holds", async () => {
    const service = await register("walked");
    const reference = await opened("walked");
    const production = { id: service, environment: "production" };
    expect(await checkpointsAtGo([production])).toEqual([]);
    expect(await follow(reference)).toBeGreaterThan(20);
    const { state, pack, around } = await read(reference);
    expect(outcomesOf(state, pack, around).map(({ go }) => go)).toEqual([true, true]);
    expect(await checkpointsAtGo([production])).toEqual(["service-v3-cutover"]);
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
    expect(await checkpointsAtGo([production])).toEqual([]);
  });

  it("[MKC-6.3] [MKD-7] at GO for one environment opens the way of no other", async () => {
    const id = await register("placed");
    await follow(await opened("placed"));
    const [production, staging] = ["production", "staging"].map((environment) => ({ id, environment }));
    if (production === undefined || staging === undefined) throw new Error("no place");
    expect(await checkpointsAtGo([production])).toEqual(["service-v3-cutover"]);
    expect(await checkpointsAtGo([staging])).toEqual([]);
    expect(await checkpointsAtGo([production, staging])).toEqual([]);
  });

  it("[MKD-8.1] [MKD-8.2] [MKD-8.3] [MKD-8.4] [MKD-8.5] [MKD-8.6] [MKD-8.7] closes with a record of when and what both sides decided", async () => {
    await register("recorded");
    const reference = await opened("recorded");
    await follow(reference);
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
        go: true,
        because: [],
      })),
    );
  });

  it("[MKD-1] is NO-GO by the console itself when the approved baseline moves", async () => {
    await register("moved");
    const reference = await opened("moved");
    const change = { key: "moved", environment: "production", seen: approved };
    const baseline = { ...approved, tag: "v0.3.3" };
    expect(await setBaseline(as(administrator), { ...change, baseline })).toMatchObject({ ok: true });
    const { state, pack, around } = await read(reference);
    expect(state.moved).toMatchObject({ names: ["tag"], source: "approved-baseline" });
    expect(checkpointObligations(state, pack, around).map(({ act }) => act.kind)).toEqual(["close"]);
    expect(state.sealings).toMatchObject([
      { question: "rehearsal", outcome: "no-go", cause: "baseline-moved" },
      { question: "cutover", outcome: "no-go", cause: "baseline-moved" },
    ]);
    const verdict = await sign(producer, { reference, question: "rehearsal", answer: "go" });
    expect(verdict).toMatchObject({ refusal: { code: "conflict", blockers: [{ rule: "MKD-1" }] } });
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

  it("[MKD-1] is read anew by what came since alone, and as its whole log says", async () => {
    await register("kept");
    const reference = await opened("kept");
    const kept = await readCheckpoint(reference);
    const locked = () => withTransaction((tx) => lockCheckpoint(tx, reference));
    expect(await locked()).toBe(kept);
    const { tag } = approved;
    expect(await observeBaseline(as(consumer), { reference, values: { tag } })).toMatchObject({ ok: true });
    const after = await locked();
    expect(after).toEqual(stateOfEntries(await readCheckpointEntries(reference)));
    expect(await readCheckpoint(reference)).toBe(after);
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
      await doOwed({ kind: "report", criterion }, actor, (await read(reference)).state);
    for (const actor of [producer, consumer]) {
      const go = { reference, question: "rehearsal", answer: "go" } as const;
      expect(await sign(actor, go)).toMatchObject({ ok: true });
      const cutover = { reference, question: "cutover", remediation: "The other gates." };
      expect(await sign(actor, { ...cutover, answer: "go" })).toMatchObject({ ok: false });
      expect(await sign(actor, { ...cutover, answer: "no-go" })).toMatchObject({ ok: true });
    }
    const { state, pack, around } = await read(reference);
    expect(outcomesOf(state, pack, around).map(({ go }) => go)).toEqual([true, false]);
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
