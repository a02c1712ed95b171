import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { clientOf, databaseNow } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { publishStatus } from "../status/publish.ts";
import { closedDrift, declared, mvp4, serviceV3 } from "../testing/incidents.ts";
import { accepted, asConsole, asking, type Stage, setStage, stateOf, typesAfter } from "../testing/stage.ts";
import { addNote } from "../timeline/add-note.ts";
import { assignRole } from "./assign-role.ts";
import { closeIncident } from "./close.ts";
import { declareIncident } from "./declare.ts";

let stage: Stage;
let as: ReturnType<typeof asking>;
const scaled = { allowsScaledClocks: true };

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
  as = asking(stage);
});
afterAll(disconnectStore);

describe("declaring", () => {
  it("[MKC-1] opens a log with the declaration first, its clocks running and everybody with a duty seated", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    expect(reference).toMatch(/^INC-\d{4}-\d{4}$/);
    const [first, ...rest] = await readEntries(reference, 0);
    expect(first).toMatchObject({
      event: { type: "IncidentDeclared", seq: 1, actor: { kind: "person", id: stage.cast.maya } },
      text: { title: "Error answers have the wrong envelope" },
    });
    expect(rest.map(({ event }) => event.type)).toContain("ClockStarted");
    const { participants, commander } = await stateOf(reference);
    const seated = participants.map(({ person }) => person);
    expect(commander).toBe(stage.cast.maya);
    expect(seated).toEqual(expect.arrayContaining([stage.cast.priya, stage.cast.carl, stage.cast.nora]));
    for (const outside of [stage.cast.stan, stage.cast.olga, stage.cast.sam])
      expect(seated).not.toContain(outside);
  });

  it("[MKC-2] below the trigger's least severity is refused by the trigger's rule, and no reference is used up", async () => {
    const before = await declared(stage, await serviceV3(stage));
    const low = await serviceV3(stage, { severity: "SEV-2" });
    expect(await declareIncident(as("maya"), low, scaled)).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: "MKC-2.1", message: expect.stringContaining("at least SEV-1") },
    });
    const after = await declared(stage, await serviceV3(stage));
    expect(Number(after.slice(-4))).toBe(Number(before.slice(-4)) + 1);
  });

  it("[SM-1] of a P0 trigger as P1 is refused by its rule", async () => {
    const low = await mvp4(stage, { severity: "P1" });
    expect(await declareIncident(as("maya"), low, scaled)).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: "SM-1.3" },
    });
  });

  it("[MKC-4] without an answer that the notice needs is refused, and the answer is named", async () => {
    const draft = await serviceV3(stage, { answers: { contractMode: "service.v2 stable" } });
    const outcome = await declareIncident(as("maya"), draft, scaled);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "rule", rule: "MKC-4.4" } });
    const blockers = outcome.ok ? [] : outcome.refusal.blockers.map(({ message }) => message);
    expect(blockers).toContain("Impact is missing.");
  });

  it("[MKC-3] of what was seen too long ago has its clock born breached and escalated", async () => {
    const identifiedAt = minutesAfter(await databaseNow(), -16, 1);
    const reference = await declared(stage, await serviceV3(stage, { identifiedAt }));
    const { clocks } = await stateOf(reference);
    expect(clocks.find(({ clock }) => clock === "initial-notice")).toMatchObject({
      status: "breached",
      rule: "MKC-3.1",
      escalatedTo: ["commander"],
    });
    expect(await typesAfter(reference, 1)).toEqual(expect.arrayContaining(["ClockBreached", "Escalated"]));
  });

  it.each([
    ["an unknown service", { services: [{ id: crypto.randomUUID(), environment: "production" }] }],
    ["an unknown protocol", { packId: "no-such-pack" }],
    ["an unknown trigger", { trigger: "bad-mood" }],
    ["no service at all", { services: [] }],
    ["a title of one letter", { title: "x" }],
    ["a time that is still to come", { identifiedAt: "2099-01-01T00:00:00.000Z" }],
  ])("with %s is refused with a sentence", async (_, change) => {
    const outcome = await declareIncident(as("maya"), await serviceV3(stage, change), scaled);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "invalid" } });
  });

  it("with faster clocks is refused outside a demonstration", async () => {
    const draft = await serviceV3(stage, { clockFactor: 60 });
    expect(await declareIncident(as("maya"), draft, { allowsScaledClocks: false })).toMatchObject({
      ok: false,
      refusal: { message: expect.stringContaining("HOLDPOINT_DEMO") },
    });
  });

  it("is a person's act, not the console's", async () => {
    const draft = await serviceV3(stage);
    expect(await declareIncident(asConsole(), draft, scaled)).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
  });

  it("twice at once with one key opens one incident, and both hear of the same", async () => {
    const draft = await serviceV3(stage);
    const key = crypto.randomUUID();
    const [one, other] = await Promise.all([
      declareIncident(as("maya", key), draft, scaled),
      declareIncident(as("maya", key), draft, scaled),
    ]);
    expect(accepted(one)).toEqual(accepted(other));
    const next = await declared(stage, draft);
    expect(Number(next.slice(-4))).toBe(Number(accepted(one).reference.slice(-4)) + 1);
  });
});

describe("a role in the room", () => {
  it("is given by the commander and opens the room", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    expect(await addNote(as("olga"), { reference, body: "May I?" })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", message: expect.stringContaining(reference) },
    });
    const { seq } = await stateOf(reference);
    const person = stage.cast.olga;
    accepted(await assignRole(as("maya"), { reference, person, role: "communications" }));
    expect(await typesAfter(reference, seq)).toEqual(["RoleAssigned"]);
    expect(await addNote(as("olga"), { reference, body: "Now I may." })).toMatchObject({ ok: true });
  });

  it("[MKC-6] of a party is given to none but its members", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    const wrong = { reference, person: stage.cast.carl, role: "producer-lead" };
    expect(await assignRole(as("maya"), wrong)).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", message: "carl is no member of Producer." },
    });
  });

  it("is not given by others, who do not even learn who the person is", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    const wanted = { reference, person: stage.cast.carl, role: "producer-lead" };
    for (const name of ["olga", "nora"] as const) {
      const outcome = await assignRole(as(name), wanted);
      expect(outcome).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
      expect(outcome.ok ? "" : outcome.refusal.message).not.toContain("carl");
    }
  });

  it("two who take command at once: one after the other, and the log says in which order", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    const { seq } = await stateOf(reference);
    const outcomes = await Promise.all([
      assignRole(as("maya"), { reference, person: stage.cast.milo, role: "commander" }),
      assignRole(as("milo"), { reference, person: stage.cast.milo, role: "commander" }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const late = outcomes.find(({ ok }) => !ok);
    expect(late).toMatchObject({
      refusal: { code: "conflict", message: expect.stringContaining("milo is") },
    });
    expect(await typesAfter(reference, seq)).toEqual(["RoleAssigned"]);
    expect((await stateOf(reference)).commander).toBe(stage.cast.milo);
  });
});

describe("closing", () => {
  it("[MKC-3] is refused while anything is open, and each thing is named with its rule", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    const { seq } = await stateOf(reference);
    const outcome = await closeIncident(as("maya"), { reference, summary: "All is well." });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "rule", rule: "MKC-3" } });
    const blockers = outcome.ok ? [] : outcome.refusal.blockers;
    expect(blockers).toContainEqual({
      rule: "MKC-3",
      message: "Does not hold: Every clock was met, late or not",
    });
    expect(await typesAfter(reference, seq)).toEqual([]);
  });

  it("is the commander's alone", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    for (const name of ["nora", "olga"] as const) {
      const outcome = await closeIncident(as(name), { reference, summary: "Over." });
      expect(outcome).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    }
  });

  it("past every criterion ends the log's growth, and no clock of it comes due any more", async () => {
    const reference = await closedDrift(stage);
    expect((await stateOf(reference)).status).toBe("closed");
    const rows = await clientOf().clock.findMany({
      where: { incident: { reference }, fireAt: { not: null } },
    });
    expect(rows).toEqual([]);
    expect(await addNote(as("maya"), { reference, body: "One more thing." })).toMatchObject({
      ok: false,
      refusal: { code: "conflict", message: expect.stringContaining("closed") },
    });
  });
});

it("the same key for another command is refused, instead of answering about something else", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  const key = crypto.randomUUID();
  accepted(await addNote(as("nora", key), { reference, body: "The first." }));
  const services = [{ id: stage.service, health: "degraded" as const }];
  const status = { reference, state: "monitoring" as const, services, title: "We look", body: "Soon more." };
  expect(await publishStatus(as("nora", key), status)).toMatchObject({
    ok: false,
    refusal: { code: "invalid", message: expect.stringContaining("add-note") },
  });
});
