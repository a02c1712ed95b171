import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#lib/platform/ids.ts";
import { testDatabase } from "#scripts/testing/database.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const database = await testDatabase();
const { callToken } = await import("#lib/platform/call-link.ts");
const { connectStore, disconnectStore } = await import("#lib/store/client.ts");
const { readCall } = await import("#lib/queries/call.ts");
const { readEntries } = await import("#lib/store/incident-log.ts");
const { declared, mvp4 } = await import("../testing/incidents.ts");
const { accepted, asConsole, setStage, stateOf } = await import("../testing/stage.ts");
const { answerByLink } = await import("./answer-by-link.ts");
const { callNext } = await import("./call-next.ts");

type Stage = Awaited<ReturnType<typeof setStage>>;
let stage: Stage;
beforeAll(async () => {
  connectStore(database.app);
  stage = await setStage();
});
afterAll(() => disconnectStore());

const tokenFor = (reference: string, call: string) =>
  callToken(reference, call, "a secret for tests, long enough to be one");

it("the link of a call answers for the person called, and stands in the record as an answer by link", async () => {
  const reference = await declared(stage, await mvp4(stage));
  accepted(await callNext(asConsole(), { reference }));
  const [call] = (await stateOf(reference)).calls;
  const link = { reference, call: call?.call ?? "", token: tokenFor(reference, call?.call ?? "") };
  expect(await readCall(link)).toMatchObject({ standing: "open", role: "On-call SRE" });
  expect((await stateOf(reference)).calls[0]?.status, "looking at it answers nothing").toBe("waiting");
  const other = newId();
  for (const wrong of [
    { ...link, token: "x" },
    { ...link, call: other },
    { ...link, call: other, token: tokenFor(reference, other) },
  ]) {
    expect(await readCall(wrong)).toBeNull();
    expect(await answerByLink(newId(), wrong)).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
  }
  accepted(await answerByLink(newId(), link));
  const last = (await readEntries(reference, 0)).at(-1)?.event;
  expect(last).toMatchObject({
    type: "CallAnswered",
    actor: { kind: "person", id: stage.cast.sam },
    facts: { by: "link" },
  });
  expect(await readCall(link)).toMatchObject({ standing: "answered" });
});

it("two workers that look at the same moment call one person once", async () => {
  const reference = await declared(stage, await mvp4(stage));
  await Promise.all([callNext(asConsole(), { reference }), callNext(asConsole(), { reference })]);
  expect((await stateOf(reference)).calls).toHaveLength(1);
});

it("a severity that the protocol does not page for calls nobody", async () => {
  const reference = await declared(stage, await mvp4(stage, { trigger: "slo-breach", severity: "P1" }));
  accepted(await callNext(asConsole(), { reference }));
  expect((await stateOf(reference)).calls).toEqual([]);
});
