import { describe, expect, it } from "vitest";
import { closingBlockers } from "#lib/domain/incident/decide/close.ts";
import { decideDeliverable } from "#lib/domain/incident/decide/evidence.ts";
import { decideRecommendation, decideRepin } from "#lib/domain/incident/decide/rollback.ts";
import { decideApproval } from "#lib/domain/incident/decide/run.ts";
import { obligations } from "#lib/domain/incident/obligations.ts";
import {
  composedNotice,
  mailAccepts,
  runOf,
  sendsNotice,
  startsRollback,
  stepsSucceed,
} from "#lib/domain/incident/testing/acts.ts";
import { minute } from "#lib/domain/incident/testing/cast.ts";
import { handsIn, proposes, signs } from "#lib/domain/incident/testing/decisions.ts";
import { shopId } from "#lib/domain/incident/testing/story.ts";
import {
  answers,
  commander,
  consumer,
  declare,
  incident,
  owed,
  pack,
  producer,
  words,
  writer,
} from "./service-v3-rollback/testing/room.ts";

describe("severities and triggers", () => {
  it("[MKC-1] three severities, worst first, of which the worst is critical", () => {
    expect(pack.severities.map(({ id, critical }) => [id, critical])).toEqual([
      ["SEV-1", true],
      ["SEV-2", false],
      ["SEV-3", false],
    ]);
  });

  it.each([
    ["envelope-mismatch", "SEV-1"],
    ["fallback-regression", "SEV-1"],
    ["payload-drift", "SEV-2"],
    ["evidence-missing", "SEV-2"],
  ])("[MKC-2] %s is at least %s; a lower one is refused", (trigger, least) => {
    const ranks = ["SEV-1", "SEV-2", "SEV-3"];
    for (const severity of ranks) {
      const { declared } = declare({ trigger, severity });
      const allowed = ranks.indexOf(severity) <= ranks.indexOf(least);
      expect(declared.ok).toBe(allowed);
      if (!declared.ok)
        expect(declared.refusal).toMatchObject({ code: "rule", rule: pack.triggers[trigger]?.rule });
    }
  });

  it("[MKC-2.1] a wrong envelope asks for a rollback at once", () => {
    const [first] = obligations(incident().state, pack).filter(({ act }) => act.kind === "start-rollback");
    expect(first).toMatchObject({ rule: "MKC-2.1", act: { plan: "approved-baseline" } });
  });

  it("[MKC-2.2] a regressed fallback asks for a joint bridge as well", () => {
    expect(pack.triggers["fallback-regression"]?.requires).toMatchObject({
      plan: "approved-baseline",
      bridge: true,
    });
    expect(owed(incident({ trigger: "fallback-regression" }))).toContain("start-rollback");
  });

  it("[MKC-2.3] payload drift freezes promotion and asks for no rollback", () => {
    const story = incident({ trigger: "payload-drift", severity: "SEV-2" });
    expect(story.state.freezes).toMatchObject([
      { freeze: "promotion", actions: ["promote"], services: [shopId] },
    ]);
    expect(owed(story)).not.toContain("start-rollback");
    expect(owed(story)).not.toContain("recommend");
  });

  it("[MKC-2.3] the mended payload is owed by the producer, and lifts the freeze once it is verified again", () => {
    const story = incident({ trigger: "payload-drift", severity: "SEV-2" });
    const [remediation] = obligations(story.state, pack).filter(({ act }) => act.kind === "hand-in-evidence");
    expect(remediation).toMatchObject({ rule: "MKC-2.3", owner: { parties: ["producer"] } });
    expect(handsIn(story, 5, producer, "payload", { exitCode: 1 }).ok).toBe(false);
    expect(story.state.freezes).toMatchObject([{ liftedAt: null }]);
    expect(handsIn(story, 6, producer, "payload").ok).toBe(true);
    expect(story.state.freezes).toMatchObject([{ liftedAt: minute(6) }]);
  });

  it("[MKC-2.4] missing release evidence bars the cutover and the closing until it is complete", () => {
    const story = incident({ trigger: "evidence-missing", severity: "SEV-2" });
    const barred = () => {
      const refused = signs(story, 5, producer, { answer: "go-cutover" });
      return refused.ok ? [] : refused.refusal.blockers.map(({ rule }) => rule);
    };
    const open = () =>
      closingBlockers(story.state, pack, { otherCriticalIncidents: 0 }).map(({ rule }) => rule);
    proposes(story, 4, producer, "continue");
    expect([barred(), open()]).toEqual([
      expect.arrayContaining(["MKC-2.4"]),
      expect.arrayContaining(["MKC-2.4"]),
    ]);
    handsIn(story, 6, producer, "release");
    expect([...barred(), ...open()]).not.toContain("MKC-2.4");
  });

  it("[MKC-2] asks for no evidence of another trigger", () => {
    expect(handsIn(incident(), 5, producer, "payload")).toMatchObject({
      ok: false,
      refusal: { code: "invalid" },
    });
  });
});

describe("the four clocks", () => {
  it("[MKC-3] start at their own events and are owed by their own side", () => {
    const story = incident();
    expect(story.clock("initial-notice")).toMatchObject({ startedAt: minute(0), dueAt: minute(15) });
    expect(story.clock("rollback-recommendation")).toMatchObject({ dueAt: minute(30) });
    expect(story.clock("joint-summary")).toMatchObject({ dueAt: minute(24 * 60) });
    expect(story.state.clocks.map(({ clock }) => clock)).not.toContain("repin-confirmation");
    startsRollback(story, 20, commander, "approved-baseline");
    stepsSucceed(story, 22, "act");
    expect(story.clock("repin-confirmation")).toMatchObject({ startedAt: minute(22), dueAt: minute(52) });
  });

  it("[MKC-3.1] the initial notice past due at the declaration is born breached", () => {
    const story = incident({}, 18);
    expect(story.clock("initial-notice").status).toBe("breached");
    expect(story.clock("rollback-recommendation").status).toBe("running");
    expect(story.entries("Escalated")[0]?.facts).toMatchObject({
      toRole: "commander",
      persons: [commander.id],
    });
  });

  it("[MKC-3.1] the initial notice counts only when every audience's mail was accepted", () => {
    const story = incident();
    sendsNotice(story, 5, writer, { number: 1, template: "initial", values: words, promises: 30 });
    mailAccepts(story, 6, 1, ["producer", "consumer"]);
    expect(story.clock("initial-notice").status).toBe("running");
    mailAccepts(story, 7, 1, ["stakeholders"]);
    expect(story.clock("initial-notice")).toMatchObject({ status: "met", metAt: minute(7) });
  });

  it("[MKC-3.2] only the producer recommends; the rollback may start before", () => {
    const story = incident();
    expect(startsRollback(story, 3, commander, "approved-baseline").ok).toBe(true);
    const recommends = (actor: typeof producer) =>
      story.asks(5, actor, (state, circumstances) =>
        decideRecommendation(state, pack, { plan: "approved-baseline", reason: "bad" }, circumstances),
      );
    expect(recommends(consumer)).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "MKC-3.2", message: expect.stringContaining("Producer") },
    });
    expect(recommends(producer).ok).toBe(true);
    expect(story.clock("rollback-recommendation").status).toBe("met");
    expect(recommends(producer)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
  });

  it("[MKC-3.3] only the consumer confirms the re-pin, and only after the execution", () => {
    const story = incident();
    const confirms = (at: number, actor: typeof producer, pin = "v1.4.2") =>
      story.asks(at, actor, (state, circumstances) =>
        decideRepin(state, pack, { pin, body: "pinned" }, circumstances),
      );
    startsRollback(story, 3, commander, "approved-baseline");
    expect(confirms(4, consumer)).toMatchObject({ ok: false, refusal: { code: "rule", rule: "MKC-3.3" } });
    stepsSucceed(story, 5, "act");
    expect(confirms(6, producer)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    const another = confirms(7, consumer, "v9.9.9");
    expect(another).toMatchObject({ ok: false, refusal: { code: "rule", rule: "MKC-3.3" } });
    expect(story.clock("repin-confirmation").status).toBe("running");
    expect(confirms(7, consumer).ok).toBe(true);
    expect(story.clock("repin-confirmation")).toMatchObject({ status: "met", metAt: minute(7) });
  });

  it("[MKC-3.4] the joint summary is handed in by either side, late or not", () => {
    const story = incident();
    story.passesTo(25 * 60);
    story.does(25 * 60, consumer, (state, circumstances) =>
      decideDeliverable(state, pack, { deliverable: "joint-summary", body: "What happened" }, circumstances),
    );
    expect(story.clock("joint-summary")).toMatchObject({ status: "breached", metAt: minute(25 * 60) });
  });
});

describe("the initial notice", () => {
  it("[MKC-4] has all seven fields in its words", () => {
    const { body } = composedNotice(incident(), {
      number: 1,
      template: "initial",
      values: words,
      promises: 30,
    });
    for (const field of [
      "INC-1",
      "Error answers have the wrong envelope",
      "service.v3 candidate",
      "v1.5.0 (cccccccccccc)",
      "v1.4.2 (bbbbbbbbbbbb)",
      "Orders fail for everyone",
      "Rolling back to 1.4.2",
      "2026-11-21 10:30:00 UTC",
    ]) {
      expect(body).toContain(field);
    }
  });

  it.each([
    ["Impact", "MKC-4.5", { values: { immediateActions: "x" }, promises: 30 }],
    ["Immediate actions", "MKC-4.6", { values: { impact: "x" }, promises: 30 }],
    ["Next update time", "MKC-4.7", { values: words }],
  ])("[MKC-4] without its %s is refused, and the refusal names it by [%s]", (field, rule, notice) => {
    const refused = sendsNotice(incident(), 5, writer, { number: 1, template: "initial", ...notice });
    expect(refused).toMatchObject({
      ok: false,
      refusal: {
        code: "rule",
        rule: "MKC-4",
        blockers: [{ rule, message: `${field} is missing.` }],
      },
    });
  });

  it.each(["contractMode", "currentPin", "targetPin"])(
    "[MKC-4] cannot lack %s: no declaration without it",
    (name) => {
      const { [name as keyof typeof answers]: _left, ...others } = answers;
      const { declared } = declare({ answers: others });
      expect(declared).toMatchObject({ ok: false, refusal: { code: "rule" } });
    },
  );

  it("[MKC-4.7] promises an update that only the next notice to the same audiences keeps", () => {
    const story = incident();
    sendsNotice(story, 5, writer, { number: 1, template: "initial", values: words, promises: 30 });
    mailAccepts(story, 6, 1);
    expect(story.clock("next-update")).toMatchObject({ dueAt: minute(30), status: "running" });
    sendsNotice(story, 28, writer, {
      number: 2,
      template: "update",
      fields: { news: "Half way" },
      promises: 60,
    });
    mailAccepts(story, 29, 2);
    expect(story.clock("next-update", 1).status).toBe("met");
    expect(story.clock("next-update", 2)).toMatchObject({ dueAt: minute(60), status: "running" });
    sendsNotice(story, 50, writer, { number: 3, template: "closing", fields: { outcome: "Over" } });
    mailAccepts(story, 51, 3);
    expect(story.clock("next-update", 2).status).toBe("met");
  });
});

describe("who may start", () => {
  it.each([
    ["the commander", commander],
    ["the producer lead", producer],
  ])("[MKC-2] at SEV-1 %s starts at once and the consumer ratifies", (_who, person) => {
    const story = incident();
    expect(startsRollback(story, 3, person, "approved-baseline").ok).toBe(true);
    expect(runOf(story)).toMatchObject({ status: "running", ratification: { role: "consumer-lead" } });
    expect(story.clock("ratification")).toMatchObject({ dueAt: minute(3 + 24 * 60) });
  });

  it.each([
    ["the consumer lead", consumer],
    ["communications", writer],
  ])("at SEV-1 %s may not", (_who, person) => {
    expect(startsRollback(incident(), 3, person, "approved-baseline")).toMatchObject({
      ok: false,
      refusal: {
        code: "unauthorised",
        message: expect.stringContaining("Incident commander or Producer lead"),
      },
    });
  });

  it("at SEV-2 the commander starts, and the producer's refusal pauses the run", () => {
    const story = incident({ trigger: "payload-drift", severity: "SEV-2" });
    expect(startsRollback(story, 3, producer, "approved-baseline").ok).toBe(false);
    expect(startsRollback(story, 3, commander, "approved-baseline").ok).toBe(true);
    expect(story.clock("approval-answer")).toMatchObject({ dueAt: minute(33) });
    const { run } = runOf(story);
    story.does(4, producer, (state, circumstances) =>
      decideApproval(state, pack, { run, answer: "refused", reason: "wait" }, circumstances),
    );
    expect(runOf(story)).toMatchObject({ status: "paused", pausedBy: "approval-refused" });
  });
});
