import { describe, expect, it } from "vitest";
import { heldUpBy } from "#lib/domain/clock/blocks.ts";
import { decidePause } from "#lib/domain/clock/pause.ts";
import {
  composedNotice,
  mailAccepts,
  sendsNotice,
  startsRollback,
  stepStarts,
  stepsSucceed,
} from "#lib/domain/incident/testing/acts.ts";
import { minute } from "#lib/domain/incident/testing/cast.ts";
import { proposes } from "#lib/domain/incident/testing/decisions.ts";
import { findsOut } from "#lib/domain/incident/testing/found-out.ts";
import { lifts } from "#lib/domain/incident/testing/mode.ts";
import { builtInPacks } from "./index.ts";
import { captain, rollingBack, sreLead, writer } from "./mvp4-ga/testing/room.ts";
import { incident, commander as lead, producer } from "./service-v3-rollback/testing/room.ts";
import { checked, cleanedUp, commander, refusal, rolledBack, told } from "./testing/failing-cycle-room.ts";

describe("service-v3-rollback", () => {
  it("[MKC-3.1] who owes the first notice is reminded 5 and 2 minutes before it is due, and then it is missed", () => {
    const story = incident();
    story.passesTo(16);
    const reminded = story.entries("ClockReminded").filter(({ facts }) => facts.clock === "initial-notice");
    expect(reminded.map(({ occurredAt }) => occurredAt)).toEqual([minute(10), minute(13)]);
    expect(reminded[0]?.facts.persons).toEqual([lead.id]);
    expect(story.clock("initial-notice").status).toBe("breached");
  });

  it("[MKC-3.1] while it is late nobody closes the incident or lowers its severity", () => {
    const story = incident();
    story.passesTo(16);
    for (const act of ["close", "lower-severity"] as const)
      expect(heldUpBy(act, story.state, story.pack).map(({ rule }) => rule)).toEqual(["MKC-3.1"]);
  });

  it.each(["initial-notice", "next-update"])(
    "the console can send the holding notice of %s with nobody beside it",
    (clock) => {
      const story = incident();
      const template = story.pack.clocks[clock]?.holding?.notice ?? "";
      expect(story.pack.notices[template]?.reading).toBeDefined();
      expect(composedNotice(story, { number: 9, template }).missing).toEqual([]);
    },
  );

  it("[MKC-3.3] while the re-pin is unconfirmed past its time nothing is proposed", () => {
    const story = incident();
    startsRollback(story, 3, producer, "approved-baseline");
    stepsSucceed(story, 5);
    expect(story.clock("repin-confirmation").dueAt).toBe(minute(35));
    const gate = Object.keys(story.pack.gates)[0] ?? "";
    expect(proposes(story, 36, producer, gate)).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: "MKC-3.3" },
    });
    expect(proposes(story, 34, producer, gate).ok).toBe(true);
  });
});

describe("mvp4-ga", () => {
  const word = (number: number) => ({
    number,
    template: "progress-update",
    fields: { news: "The application is back." },
    promises: 0,
  });
  const says = (story: ReturnType<typeof rollingBack>, at: number, number: number) => {
    sendsNotice(story, at, writer, { ...word(number), promises: at + 2 });
    mailAccepts(story, at, number);
  };
  const dues = (story: ReturnType<typeof rollingBack>) =>
    story.state.clocks.filter(({ clock }) => clock === "progress").map(({ dueAt }) => dueAt);

  it("[SM-7] progress is owed every 2 minutes from the start, in its own step, until the last step that acts", () => {
    const story = rollingBack("P0");
    stepStarts(story, 2);
    says(story, 3.5, 1);
    says(story, 4.1, 2);
    expect(dues(story)).toEqual([minute(4), minute(6), minute(8)]);
    expect(story.clock("progress", 3).rule).toBe("SM-7");
  });

  it("[SM-7] nothing more is owed of it once the rollback is executed", () => {
    const story = rollingBack("P0");
    stepsSucceed(story, 3);
    expect(story.clock("progress").status).toBe("released");
  });

  it("[SM-4.2] the captain may stop the time for the approval, for 15 minutes, and nobody else", () => {
    const story = rollingBack("P1");
    const pauses = (who: typeof captain) =>
      story.asks(4, who, (state, around) =>
        decidePause(
          state,
          story.pack,
          { clock: "approval-answer", occurrence: 1, reason: "The lead has asked a question" },
          around,
        ),
      );
    expect(pauses(sreLead)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    const due = Date.parse(story.clock("approval-answer").dueAt);
    expect(pauses(captain).ok).toBe(true);
    story.passesTo(30);
    const [entry] = story.entries("ClockMoved");
    expect(Date.parse(entry?.facts.to ?? "") - due).toBe(15 * 60_000);
  });
});

describe("failing-cycle", () => {
  it("[PT-9.4] while a promised update is late the freezes stay, whatever else holds", () => {
    const story = rolledBack();
    cleanedUp(story);
    checked(story);
    findsOut(story, 7, commander, "nextOwner");
    told(story);
    expect(refusal(lifts(story, 61, commander))).toMatchObject({ code: "rule", rule: "PT-10" });
    expect(story.state.freezes.every(({ liftedAt }) => liftedAt === null)).toBe(true);
  });
});

describe("every protocol that runs incidents", () => {
  it.each(builtInPacks.map((pack) => [pack.id, pack] as const))(
    "%s keeps one open until what was missed is explained",
    (_, pack) => {
      const asked = (pack.exit ?? []).find(({ condition }) => condition.is === "breaches-explained");
      expect(asked?.reading).toBeDefined();
    },
  );

  it("says of each pause, holding notice and cadence that it is our reading, or which rule it carries", () => {
    const parts = builtInPacks.flatMap(({ clocks = {} }) =>
      Object.values(clocks).flatMap(({ mayPause, holding, repeats }) => [mayPause, holding, repeats]),
    );
    const given = parts.filter((one) => one !== undefined);
    expect(given.length).toBeGreaterThan(3);
    expect(given.filter(({ rule, reading }) => rule === undefined && reading === undefined)).toEqual([]);
  });
});
