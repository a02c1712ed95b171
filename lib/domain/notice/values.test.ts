import { describe, expect, it } from "vitest";
import {
  composedNotice,
  mailAccepts,
  runOf,
  sendsNotice,
  startsRollback,
  stepsSucceed,
} from "../incident/testing/acts.ts";
import { smallPack } from "../incident/testing/small-pack.ts";
import { captain, smallIncident } from "../incident/testing/small-room.ts";
import { noticeValues, valuePaths } from "./values.ts";

const words = {
  title: "t",
  values: { impact: "x" },
  services: ["Shop"],
  senderName: "Carol",
  starterName: "Carol",
  commanderName: "Dave",
  roomUrl: "r",
  bridgeUrl: "b",
  statusUrl: "s",
};
const rolledBack = (pack = smallPack) => {
  const story = smallIncident({}, 0, pack);
  startsRollback(story, 1, captain, "back");
  stepsSucceed(story, 2.5);
  return story;
};

describe("what a notice may name", () => {
  it("has a value under every path that a pack may name, once a scheduled rollback is verified", () => {
    const story = rolledBack();
    const { seq, by, at, party } = { seq: 2, by: captain.id, at: story.state.declaredAt, party: null };
    const schedule = { seq, by, at, party, plan: "back", startAt: at, consensus: {} };
    const mode = { seq, by, at, party, reasons: ["unsafe"], scope: "L1" };
    const freeze = { freeze: "promotion", rule: null, services: [], actions: [], setAt: at, liftedAt: null };
    const values = noticeValues({ ...story.state, schedule, mode, freezes: [freeze] }, story.pack, {
      template: "first",
      fields: {},
      nextUpdateAt: story.state.declaredAt,
      words,
    });
    for (const path of valuePaths) {
      const value = path
        .split(".")
        .reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], values);
      expect(value, path).toBeTruthy();
    }
  });

  it("[SM-9] says what the plan does to data, never what the template hopes", () => {
    const harmless = composedNotice(rolledBack(), { number: 1, template: "after-start" });
    expect(harmless.body).toContain("The plan changes no stored data.");
    const [first, ...others] = smallPack.plans?.back?.steps ?? [];
    if (first === undefined) throw new Error("the plan has no step");
    const pack = {
      ...smallPack,
      plans: {
        back: { title: "Back", steps: [{ ...first, dataEffect: "A column is dropped." }, ...others] },
      },
    };
    const harmful = composedNotice(rolledBack(pack), { number: 1, template: "after-start" });
    expect(harmful.body).toContain("A column is dropped.");
  });

  it("spells the baseline, the expected time and the time it took", () => {
    const story = rolledBack();
    const { rollback, baseline } = noticeValues(story.state, story.pack, {
      template: "first",
      fields: {},
      nextUpdateAt: null,
      words,
    });
    expect(rollback).toMatchObject({
      expected: "2 min 0 s",
      duration: "1 min 30 s",
      verifiedAt: "2026-11-21 10:02:30 UTC",
    });
    expect(baseline).toMatchObject({ release: "1.4.2" });
    expect(runOf(story).status).toBe("verified");
  });
});

describe("a notice", () => {
  it("stays here while its own words still lack a value, and names what is missing", () => {
    const story = smallIncident();
    const refused = sendsNotice(story, 1, captain, { number: 1, template: "after-start" });
    expect(refused).toMatchObject({
      ok: false,
      refusal: {
        code: "rule",
        rule: "TST-4",
        blockers: [
          { message: "Start of the rollback is missing." },
          { message: "What the rollback does to data is missing." },
        ],
      },
    });
    expect(story.state.notices).toEqual([]);
  });

  it("is said of an incident as it stands when it leaves", () => {
    const story = smallIncident();
    sendsNotice(story, 1, captain, { number: 1, template: "north-only" });
    mailAccepts(story, 1, 1);
    const [entry] = story.said.filter(({ type }) => type === "NoticeSent");
    const [sent] = story.entries("NoticeSent");
    const before = (sent?.seq ?? 0) - 1;
    expect(entry?.text).toMatchObject({
      subject: "INC-1",
      body: expect.stringContaining("State: not started"),
    });
    expect(entry?.text).toMatchObject({
      body: expect.stringMatching(new RegExp(`entry ${before}, head [0-9a-f]{16}$`)),
    });
    expect(entry?.facts).toMatchObject({ headSeq: before });
  });
});
