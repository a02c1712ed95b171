import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { readBoard } from "#lib/queries/board.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readHead, readRawEntries } from "#lib/store/log/raw-entries.ts";
import { clientOf, databaseNow } from "#lib/store/transaction.ts";
import { verifyChain } from "#lib/verify/chain.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { closeIncident } from "../incident/close.ts";
import { sendNotice } from "../notice/send.ts";
import { wordsOf } from "../notice/words.ts";
import { publishStatus } from "../status/publish.ts";
import { closedDrift, declared, reached, sentInitial, serviceV3, startedRun } from "../testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf, typesAfter } from "../testing/stage.ts";
import { addTask } from "./add-task.ts";
import { answerQuestion } from "./answer-question.ts";
import { askQuestion } from "./ask-question.ts";
import { cancelIncident } from "./cancel-incident.ts";
import { changeSeverity } from "./change-severity.ts";
import { finishTask } from "./finish-task.ts";
import { handOverRole } from "./hand-over-role.ts";
import { linkBridge } from "./link-bridge.ts";
import { linkIncidents } from "./link-incidents.ts";
import { reassignTask } from "./reassign-task.ts";
import { reopenIncident } from "./reopen-incident.ts";

let stage: Stage;
let as: ReturnType<typeof asking>;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
  as = asking(stage);
});
afterAll(disconnectStore);

const drift = async () =>
  declared(stage, await serviceV3(stage, { trigger: "payload-drift", severity: "SEV-2" }));
const rowOf = (reference: string) => clientOf().incident.findUniqueOrThrow({ where: { reference } });
const reason = "It is as it is.";

describe("the severity", () => {
  it("[MKC-2] follows the commander, in the log and in the tables, and its clocks with it", async () => {
    const reference = await drift();
    const { seq } = await stateOf(reference);
    expect(await changeSeverity(as("nora"), { reference, severity: "SEV-1", reason })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
    accepted(await changeSeverity(as("maya"), { reference, severity: "SEV-1", reason }));
    expect((await typesAfter(reference, seq))[0]).toBe("SeverityChanged");
    expect(await rowOf(reference)).toMatchObject({ severity: "SEV-1" });
    const running = await clientOf().clock.findMany({ where: { incident: { reference }, releasedAt: null } });
    const state = await stateOf(reference);
    expect(running.map(({ clock }) => clock).sort()).toEqual(
      state.clocks
        .filter(({ releasedAt }) => releasedAt === null)
        .map(({ clock }) => clock)
        .sort(),
    );
  });

  it("[MKC-2] is refused below the trigger's least one, and nothing is recorded", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    const { seq } = await stateOf(reference);
    expect(await changeSeverity(as("maya"), { reference, severity: "SEV-2", reason })).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: "MKC-2.1", message: expect.stringContaining("SEV-2 is too low") },
    });
    expect(await typesAfter(reference, seq)).toEqual([]);
  });
});

describe("a false alarm", () => {
  it("is cancelled once everybody who was told knows, verifies, and stands apart on the board", async () => {
    const reference = await drift();
    await sentInitial(stage, reference);
    await reached(reference);
    const services = [{ id: stage.service, health: "degraded" as const }];
    const status = { reference, services, title: "We look into it", body: "Something is odd." };
    accepted(await publishStatus(as("nora"), { ...status, state: "investigating" }));
    const refused = await cancelIncident(as("maya"), { reference, reason });
    expect(refused).toMatchObject({ ok: false, refusal: { code: "rule" } });
    const messages = refused.ok ? [] : refused.refusal.blockers.map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining("public status"));
    expect(messages).toContainEqual(expect.stringContaining("Promised an update"));
    const closing = { template: "closing", fields: { outcome: "It was a false alarm." } };
    accepted(await sendNotice(as("nora"), { reference, ...closing }));
    await reached(reference);
    accepted(await publishStatus(as("nora"), { ...status, state: "resolved" }));
    accepted(await cancelIncident(as("maya"), { reference, reason }));

    expect(await rowOf(reference)).toMatchObject({ status: "closed", closedAs: "cancelled" });
    const due = { incident: { reference }, fireAt: { not: null } };
    expect(await clientOf().clock.findMany({ where: due })).toEqual([]);
    expect(await clientOf().freeze.findMany({ where: { incident: { reference }, liftedAt: null } })).toEqual(
      [],
    );
    const board = await readBoard({ personId: stage.cast.maya, isAuditor: false });
    expect(board.dropped.map((line) => line.reference)).toContain(reference);
    for (const list of [board.open, board.resolved])
      expect(list.map((line) => line.reference)).not.toContain(reference);
    const head = await readHead(reference);
    expect(verifyChain(await readRawEntries(reference, 0), { stream: reference, head })).toMatchObject({
      ok: true,
    });
  });

  it("is cancelled once where two press at once", async () => {
    const reference = await drift();
    const both = await Promise.all([
      cancelIncident(as("maya"), { reference, reason }),
      cancelIncident(as("milo"), { reference, reason }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: "conflict" } });
  });
});

describe("reopening", () => {
  it("takes a closed incident back to open, and none of its clocks comes due again", async () => {
    const reference = await closedDrift(stage);
    expect(await rowOf(reference)).toMatchObject({ closedAs: "resolved" });
    expect(await reopenIncident(as("nora"), { reference, reason })).toMatchObject({ ok: false });
    accepted(await reopenIncident(as("maya"), { reference, reason }));
    expect(await rowOf(reference)).toMatchObject({ status: "open", closedAs: null, closedAt: null });
    const due = { incident: { reference }, fireAt: { not: null } };
    expect(await clientOf().clock.findMany({ where: due })).toEqual([]);
    accepted(await closeIncident(as("maya"), { reference, summary: "Closed again." }));
  });
});

describe("a link", () => {
  it("is recorded in both logs at once, from both sides at once, too", async () => {
    const [one, other] = [await drift(), await drift()];
    const outcomes = await Promise.all([
      linkIncidents(as("maya"), { reference: one, other, relation: "related", reason }),
      linkIncidents(as("nora"), { reference: other, other: one, relation: "caused-by", reason }),
    ]);
    for (const outcome of outcomes) accepted(outcome);
    const relations = async (reference: string) =>
      (await stateOf(reference)).links.map(({ relation }) => relation).sort();
    expect(await relations(one)).toEqual(["cause-of", "related"]);
    expect(await relations(other)).toEqual(["caused-by", "related"]);
  });

  it("to an incident of others is refused in the words of one that is not there, and leaves no entry", async () => {
    const [one, other] = [await drift(), await drift()];
    const { seq } = await stateOf(one);
    accepted(
      await handOverRole(as("nora"), {
        reference: one,
        role: "communications",
        from: stage.cast.nora,
        to: stage.cast.olga,
        state: "Yours.",
      }),
    );
    const asked = { reference: one, relation: "related" as const, reason };
    const foreign = await linkIncidents(as("olga"), { ...asked, other });
    const absent = await linkIncidents(as("olga"), { ...asked, other: "INC-2026-9999" });
    for (const outcome of [foreign, absent])
      expect(outcome).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    const words = (outcome: typeof foreign) => (outcome.ok ? "" : outcome.refusal.message);
    expect(words(foreign).replace(other, "X")).toBe(words(absent).replace("INC-2026-9999", "X"));
    expect(await typesAfter(one, seq)).toEqual(["RoleHandedOver"]);
    expect((await stateOf(other)).links).toEqual([]);
  });

  it("as a duplicate closes this one with a pointer, and the other goes on", async () => {
    const [one, other] = [await drift(), await drift()];
    accepted(await linkIncidents(as("maya"), { reference: one, other, relation: "duplicate-of", reason }));
    expect(await rowOf(one)).toMatchObject({ status: "closed", closedAs: "duplicate" });
    expect(await stateOf(other)).toMatchObject({
      status: "open",
      links: [{ other: one, relation: "has-duplicate" }],
    });
  });
});

describe("the bridge", () => {
  it("[MKC-2] is linked by its address, which the words of a notice may carry", async () => {
    const reference = await declared(stage, await serviceV3(stage, { trigger: "fallback-regression" }));
    for (const url of ["http://meet.example/a", "javascript:alert(1)"])
      expect(await linkBridge(as("maya"), { reference, url })).toMatchObject({
        ok: false,
        refusal: { code: "invalid" },
      });
    const url = "https://meet.example/room";
    accepted(await linkBridge(as("maya"), { reference, url }));
    expect(await wordsOf(await stateOf(reference), stage.cast.nora)).toMatchObject({ bridgeUrl: url });
  });
});

describe("a handover", () => {
  it("[PT-1] of command changes who leads, in the log and on the board", async () => {
    const reference = await drift();
    const handed = { reference, role: "commander", from: stage.cast.maya, state: "All quiet." };
    accepted(await handOverRole(as("maya"), { ...handed, to: stage.cast.milo }));
    expect(await rowOf(reference)).toMatchObject({ commander: stage.cast.milo });
    expect(
      await changeSeverity(as("maya"), { reference, severity: "SEV-1", reason }),
      "who handed it over leads no more",
    ).toMatchObject({ ok: false });
    const unknown = { ...handed, from: stage.cast.milo, to: crypto.randomUUID() };
    expect(await handOverRole(as("milo"), unknown)).toMatchObject({
      ok: false,
      refusal: { code: "invalid", message: "There is no such person." },
    });
  });

  it("[MKC-6] of a party's role stays with its members", async () => {
    const reference = await drift();
    const { cast } = stage;
    const handed = { reference, role: "producer-lead", from: cast.priya, to: cast.carl, state: "x" };
    expect(await handOverRole(as("priya"), handed)).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", message: "carl is no member of Producer." },
    });
  });
});

describe("a task", () => {
  it("keeps the incident open under its own words until it is done", async () => {
    const reference = await drift();
    const { cast } = stage;
    const dueAt = minutesAfter(await databaseNow(), 15, 1);
    const title = "Call the carrier";
    accepted(await addTask(as("maya"), { reference, owner: cast.nora, dueAt, title }));
    const task = (await stateOf(reference)).tasks[0]?.task ?? "";
    const refused = await closeIncident(as("maya"), { reference, summary: "Over." });
    const messages = refused.ok ? [] : refused.refusal.blockers.map(({ message }) => message);
    expect(messages).toContain("Not done yet: Call the carrier (nora)");
    expect(await finishTask(as("carl"), { reference, task, outcome: "Called." })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", message: expect.stringContaining("nora") },
    });
    accepted(await reassignTask(as("nora"), { reference, task, owner: cast.carl }));
    accepted(await finishTask(as("carl"), { reference, task, outcome: "Called." }));
    expect(await finishTask(as("maya"), { reference, task, outcome: "Again." })).toMatchObject({
      ok: false,
      refusal: { code: "conflict", message: expect.stringContaining("carl has recorded it") },
    });
  });
});

describe("a question back", () => {
  it("[SM-4] is put by the approver, answered by whom it is put to, once", async () => {
    const reference = await declared(stage, await serviceV3(stage));
    const run = await startedRun(stage, reference, "approved-baseline", "maya");
    const asked = { reference, about: { run }, to: { role: "producer-lead" }, words: "Is it safe?" };
    expect(await askQuestion(as("olga"), asked)).toMatchObject({ ok: false });
    accepted(await askQuestion(as("maya"), asked));
    const question = (await stateOf(reference)).questions[0]?.question ?? "";
    const both = await Promise.all([
      answerQuestion(as("priya"), { reference, question, answer: "Yes." }),
      answerQuestion(as("paul"), { reference, question, answer: "No." }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });
});
