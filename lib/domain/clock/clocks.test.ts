import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mailAccepts, sendsNotice, startsRollback, stepsSucceed } from "../incident/testing/acts.ts";
import { minute, theConsole } from "../incident/testing/cast.ts";
import { captain, duty, smallIncident } from "../incident/testing/small-room.ts";
import type { Story } from "../incident/testing/story.ts";
import { fireClock } from "./fire.ts";
import { nextFiring } from "./firing.ts";

const notice = (number: number, promises?: number) => ({
  number,
  template: "first",
  values: { impact: "Nobody can order" },
  ...(promises === undefined ? {} : { promises }),
});
const word = (number: number, template: string) => ({ number, template });

const fires = (story: Story, minutes: number, clock: string) =>
  story.does(minutes, theConsole, (state, circumstances) =>
    fireClock(state, story.pack, { clock, occurrence: 1 }, circumstances),
  );

describe("a clock that starts", () => {
  it("counts from the identification, not from the declaration", () => {
    const story = smallIncident({}, 6);
    expect(story.clock("first")).toMatchObject({ startedAt: minute(0), dueAt: minute(15), rule: "TST-1" });
  });

  it.each([
    [14.9, "running"],
    [15, "breached"],
    [40, "breached"],
  ])("declared %d minutes after the identification is %s", (declaredAt, status) => {
    const story = smallIncident({}, declaredAt);
    expect(story.clock("first").status).toBe(status);
    expect(story.entries("ClockBreached").map(({ facts }) => facts.atDeclaration)).toEqual(
      status === "breached" ? [true] : [],
    );
  });

  it("escalates at once where it is born breached", () => {
    const story = smallIncident({}, 20);
    expect(story.entries("Escalated").map(({ facts }) => [facts.toRole, facts.persons])).toEqual([
      ["captain", [captain.id]],
    ]);
  });

  it("starts only where its conditions hold", () => {
    expect(smallIncident({ severity: "B" }).state.clocks.map(({ clock }) => clock)).toEqual(["first"]);
    expect(smallIncident({ severity: "A" }).state.clocks.map(({ clock }) => clock)).toEqual([
      "first",
      "start",
    ]);
  });

  it("runs in shortened minutes where the incident says so", () => {
    const story = smallIncident({ clockFactor: 60 });
    expect(story.clock("first").dueAt).toBe(minute(0.25));
  });

  it("warns before its end, but never in the first half of a short clock", () => {
    const story = smallIncident({ severity: "A" });
    expect(story.clock("first").atRiskAt).toBe(minute(10));
    expect(story.clock("start").atRiskAt).toBe(minute(2.5));
  });
});

describe("a clock that runs out", () => {
  it("does nothing a millisecond early and fires exactly when due", () => {
    const story = smallIncident();
    expect(fires(story, 10 - 1 / 60_000, "first")).toEqual([]);
    expect(fires(story, 10, "first")).toEqual(["ClockAtRisk"]);
    expect(fires(story, 15 - 1 / 60_000, "first")).toEqual([]);
    expect(fires(story, 15, "first")).toEqual(["ClockBreached", "Escalated"]);
  });

  it("is breached without a warning where the wake-up came late", () => {
    const story = smallIncident();
    expect(fires(story, 16, "first")).toEqual(["ClockBreached", "Escalated"]);
  });

  it("fires once, however often it is woken", () => {
    const story = smallIncident();
    fires(story, 15, "first");
    expect(fires(story, 15, "first")).toEqual([]);
    expect(story.entries("ClockBreached")).toHaveLength(1);
  });

  it("goes along its path until the path ends", () => {
    const story = smallIncident();
    story.passesTo(240);
    const told = story.entries("Escalated").map(({ facts, occurredAt }) => [facts.toRole, occurredAt]);
    expect(told).toEqual([
      ["captain", minute(15)],
      ["lead", minute(25)],
    ]);
    expect(nextFiring(story.clock("first"), story.pack, 1)).toBeNull();
  });

  it("stops escalating once it is met late", () => {
    const story = smallIncident();
    story.passesTo(15);
    sendsNotice(story, 17, captain, notice(1));
    mailAccepts(story, 18, 1);
    story.passesTo(240);
    expect(story.entries("Escalated")).toHaveLength(1);
  });
});

describe("a clock that is met", () => {
  it("is met by acceptance for every audience, never by sending, never for some of them", () => {
    const story = smallIncident();
    sendsNotice(story, 1, captain, notice(1));
    expect(story.clock("first").status).toBe("running");
    mailAccepts(story, 2, 1, ["north"]);
    expect(story.clock("first").status).toBe("running");
    mailAccepts(story, 3, 1, ["public"]);
    expect(story.clock("first")).toMatchObject({ status: "met", metAt: minute(3) });
  });

  it("stays breached when it is met late, and says when it was met", () => {
    const story = smallIncident();
    story.passesTo(15);
    sendsNotice(story, 17, captain, notice(1));
    mailAccepts(story, 18, 1);
    expect(story.clock("first")).toMatchObject({ status: "breached", metAt: minute(18) });
  });

  it("is late by its own instant, even where nobody was awake to fire it", () => {
    const story = smallIncident();
    sendsNotice(story, 14, captain, notice(1));
    mailAccepts(story, 16, 1);
    expect(story.clock("first")).toMatchObject({
      status: "breached",
      breachedAt: minute(15),
      metAt: minute(16),
    });
  });

  it("is in time at its last instant", () => {
    const story = smallIncident();
    sendsNotice(story, 14, captain, notice(1));
    mailAccepts(story, 15, 1);
    expect(story.clock("first").status).toBe("met");
  });

  it("is not met by another notice", () => {
    const story = smallIncident();
    sendsNotice(story, 1, captain, word(1, "north-only"));
    mailAccepts(story, 2, 1);
    expect(story.clock("first").status).toBe("running");
  });

  it("is met by the verification alone where it asks for that", () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    stepsSucceed(story, 2, "act");
    expect(story.clock("proof")).toMatchObject({ startedAt: minute(2), dueAt: minute(7), status: "running" });
    stepsSucceed(story, 3);
    expect(story.clock("proof").status).toBe("met");
  });

  it("is met by the act that it names", () => {
    const story = smallIncident({ severity: "A" });
    startsRollback(story, 4, duty, "back");
    expect(story.clock("start")).toMatchObject({ status: "met", metAt: minute(4) });
  });
});

describe("a promised update", () => {
  it("is a clock of its own that starts with the notice that promises it", () => {
    const story = smallIncident();
    sendsNotice(story, 2, captain, notice(1, 20));
    expect(story.clock("promise")).toMatchObject({
      startedAt: minute(2),
      dueAt: minute(20),
      audiences: ["north", "public"],
    });
  });

  it("is not kept by the notice that made it", () => {
    const story = smallIncident();
    sendsNotice(story, 2, captain, notice(1, 20));
    mailAccepts(story, 3, 1);
    expect(story.clock("promise").status).toBe("running");
  });

  it("is not kept by a notice to some of the audiences", () => {
    const story = smallIncident();
    sendsNotice(story, 2, captain, notice(1, 20));
    sendsNotice(story, 5, captain, word(2, "north-only"));
    mailAccepts(story, 6, 2);
    expect(story.clock("promise").status).toBe("running");
  });

  it("is kept by the next notice to the same audiences, whose own promise starts the next clock", () => {
    const story = smallIncident();
    sendsNotice(story, 2, captain, notice(1, 20));
    sendsNotice(story, 10, captain, notice(2, 30));
    mailAccepts(story, 11, 2);
    expect(story.clock("promise", 1)).toMatchObject({ status: "met", metAt: minute(11) });
    expect(story.clock("promise", 2)).toMatchObject({ status: "running", dueAt: minute(30) });
  });

  it.each([
    [1, "still to come"],
    [33, "within 30 minutes"],
  ])("is refused for minute %d", (promises, reason) => {
    const story = smallIncident();
    const sent = sendsNotice(story, 2, captain, notice(1, promises));
    expect(sent).toMatchObject({ ok: false, refusal: { code: "rule", rule: "TST-1" } });
    expect(!sent.ok && sent.refusal.message).toContain(reason);
  });
});

describe("any clock", () => {
  it("whatever the minutes, is met in time exactly when acceptance is not after its end", () => {
    const minutes = fc.integer({ min: 0, max: 40 * 60 }).map((seconds) => seconds / 60);
    fc.assert(
      fc.property(minutes, minutes, fc.boolean(), (sentAfter, acceptedAfter, awake) => {
        const story = smallIncident();
        const accepted = sentAfter + acceptedAfter;
        if (awake) story.passesTo(sentAfter);
        sendsNotice(story, sentAfter, captain, notice(1));
        if (awake && accepted !== 15) story.passesTo(accepted);
        mailAccepts(story, accepted, 1);
        const clock = story.clock("first");
        expect(clock.metAt).toBe(minute(accepted));
        expect(clock.status).toBe(minute(accepted) <= clock.dueAt ? "met" : "breached");
      }),
      { numRuns: 300 },
    );
  });
});
