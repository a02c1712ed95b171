import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { accepted, add, opened, read, register, values } from "#lib/commands/checkpoint/testing/sides.ts";
import type { CommandContext } from "#lib/commands/context.ts";
import { publishBuiltInPacks } from "#lib/commands/protocols/publish-built-in.ts";
import { createToken } from "#lib/commands/tokens/create.ts";
import { newId } from "#lib/platform/ids.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { serve } from "../../_door/testing/serve.ts";
import { POST } from "./route.ts";

process.env.HOLDPOINT_LOG_LEVEL = "silent";

let door: Awaited<ReturnType<typeof serve>>;
let administrator: CommandContext["actor"];
let producer: CommandContext["actor"];
let tokens: { consumer: string; nobody: string };
let reference: string;
let number = 0;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  await publishBuiltInPacks();
  door = await serve(POST);
  administrator = await add("alex", { isAdministrator: true });
  producer = await add("ines", { party: "producer", roles: ["producer-lead"] });
  const consumer = await add("david", { party: "consumer", roles: ["consumer-lead"] });
  const bystander = await add("olga", { roles: ["commander"] });
  const make = async (actor: CommandContext["actor"]) => {
    const context = { actor, idempotencyKey: newId() };
    return accepted(
      await createToken(context, { name: `pipeline of ${actor.id}`, scopes: ["evidence:write"] }),
    ).value;
  };
  tokens = { consumer: await make(consumer), nobody: await make(bystander) };
});
afterAll(async () => {
  await door.close();
  await disconnectStore();
});
beforeEach(async () => {
  number += 1;
  await register(administrator, `kernel-${number}`);
  reference = await opened(producer, `kernel-${number}`);
});

async function says(body: unknown, token: string | null = tokens.consumer) {
  const response = await fetch(door.url, {
    method: "POST",
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
const reading = (seen: Record<string, string | null>, idempotencyKey: string = newId()) => ({
  idempotencyKey,
  for: reference,
  values: seen,
});

it("[MKD-1] a reading of the locked values is recorded, and changes nothing where they are as locked", async () => {
  const said = reading({ apiContract: values.apiContract, tag: values.tag });
  expect(await says(said)).toMatchObject({ status: 200, body: { reference, seq: 2 } });
  expect(await says(said)).toMatchObject({ status: 200, body: { seq: 2 } });
  expect((await read(reference)).state).toMatchObject({ moved: null, sealings: [], seq: 2 });
});

it.each(["api.v2", null])(
  "[MKD-1] a reading of another value, %s, is NO-GO at once by the console",
  async (seen) => {
    expect(await says(reading({ apiContract: seen }))).toMatchObject({ status: 200 });
    const { state } = await read(reference);
    expect(state.moved).toMatchObject({ names: ["apiContract"], source: "pipeline" });
    expect(state.sealings).toMatchObject([
      { question: "rehearsal", outcome: "no-go", cause: "baseline-moved" },
      { question: "cutover", outcome: "no-go", cause: "baseline-moved" },
    ]);
  },
);

it("[MKD-1] a reading after the end is refused with its rule and makes the log no longer", async () => {
  expect(await says(reading({ apiContract: "api.v2" }))).toMatchObject({ status: 200 });
  const { seq } = (await read(reference)).state;
  for (const seen of ["api.v2", values.apiContract])
    expect(await says(reading({ apiContract: seen }))).toMatchObject({
      status: 409,
      body: { rule: "MKD-1" },
    });
  expect((await read(reference)).state.seq).toBe(seq);
});

it("[MKD-1] a reading of what is not locked, of nobody's side, or in no form is refused and records nothing", async () => {
  expect(await says(reading({ release: "9" }))).toMatchObject({ status: 400, body: { rule: "MKD-1" } });
  expect(await says(reading({ tag: "v9" }), tokens.nobody)).toMatchObject({ status: 403 });
  expect(await says(reading({ tag: "v9" }), null)).toMatchObject({ status: 401 });
  for (const wrong of ["{", { for: reference }, reading({}), { ...reading({ tag: "v9" }), more: 1 }])
    expect(await says(wrong)).toMatchObject({ status: 400, body: { error: "bad-request" } });
  expect(await says(reading({ tag: "v9 \ud83d" }))).toMatchObject({
    status: 400,
    body: { parameters: [{ name: "values.tag", expected: expect.stringContaining("whole characters") }] },
  });
  expect(await says("x".repeat(20_000))).toMatchObject({ status: 413 });
  expect((await read(reference)).state.seq).toBe(1);
});
