import { describe, expect, it } from "vitest";
import { closingBlockers, decideClosing } from "../incident/decide/close.ts";
import { decidePublication } from "../incident/decide/notice.ts";
import { obligations } from "../incident/obligations.ts";
import { mailAccepts, sendsNotice, startsRollback } from "../incident/testing/acts.ts";
import { idOf, minute } from "../incident/testing/cast.ts";
import {
  type ClockSource,
  changesTo,
  explains,
  first,
  packWith,
  storyWith,
  word,
} from "../incident/testing/clock-acts.ts";
import { smallPack } from "../incident/testing/small-pack.ts";
import { captain, duty, peer } from "../incident/testing/small-room.ts";
import type { Story } from "../incident/testing/story.ts";
import { schedules } from "../incident/testing/timing-acts.ts";
import type { PackSource } from "../protocol/pack.ts";
import { parsePack } from "../protocol/parse-pack.ts";

describe("an obligation past due", () => {
  it.each([
    [
      "publish-status",
      (story: Story) =>
        story.asks(16, captain, (state, facts) =>
          decidePublication(
            state,
            story.pack,
            { publication: idOf(1), state: "maintenance", services: [], title: "Down", body: "It is down." },
            facts,
          ),
        ),
    ],
    [
      "close",
      (story: Story) =>
        story.asks(16, captain, (state, facts) =>
          decideClosing(state, story.pack, { summary: "Over" }, facts),
        ),
    ],
    ["lower-severity", (story: Story) => changesTo(story, 16, "C")],
    ["start-rollback", (story: Story) => startsRollback(story, 16, captain, "back")],
  ] as const)("holds up what the pack says: %s, by the clock's rule, until it is met", (act, does) => {
    const triggers = { ...smallPack.triggers, down: { ...smallPack.triggers.down, minimumSeverity: "C" } };
    const story = storyWith({ blocks: [act] }, { triggers } as Partial<PackSource>);
    const refused = does(story);
    expect(refused).toMatchObject({ ok: false, refusal: { code: "rule", rule: "TST-1" } });
    expect(
      !refused.ok && refused.refusal.blockers.some(({ message }) => message.includes("First word")),
    ).toBe(true);
    sendsNotice(story, 17, captain, word(1));
    mailAccepts(story, 18, 1);
    const again = does(story);
    expect(
      again.ok ? [] : again.refusal.blockers.filter(({ message }) => message.includes("First word")),
    ).toEqual([]);
  });

  it("holds up the schedule of a rollback, too", () => {
    const rule = { severities: ["A", "B", "C"], by: ["captain"], mode: "consensus-scheduled" as const };
    const authority = { startRollback: [{ ...rule, consensus: ["lead"] }] };
    const story = storyWith({ blocks: ["schedule-rollback"] }, { authority });
    expect(schedules(story, 16, captain, { plan: "back", startAt: 60 })).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: "TST-1" },
    });
    expect(schedules(storyWith({}, { authority }), 16, captain, { plan: "back", startAt: 60 }).ok).toBe(true);
  });

  it("holds up nothing where the pack says nothing", () => {
    const story = storyWith({});
    story.passesTo(16);
    expect(
      closingBlockers(story.state, story.pack, { otherCriticalIncidents: 0 }).map(({ message }) => message),
    ).not.toContainEqual(expect.stringContaining("Past due"));
  });
});

describe("a breach", () => {
  const exit = [
    { id: "explained", title: "Every miss is explained", condition: { is: "breaches-explained" as const } },
  ];

  it("keeps the incident open and is owed by whoever owed the clock, until it is explained", () => {
    const story = storyWith({}, { exit });
    story.passesTo(16);
    const owed = () =>
      obligations(story.state, story.pack).filter(({ act }) => act.kind === "explain-breach");
    expect(owed()).toMatchObject([{ owner: { role: "captain" }, act: first }]);
    expect(explains(story, 17, peer)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(explains(story, 17, captain).ok).toBe(true);
    expect(owed()).toEqual([]);
    expect(story.clock("first").explained).toMatchObject({ by: captain.id });
    expect(explains(story, 18, captain)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
  });

  it("is explained met or not; what was kept has nothing to explain", () => {
    const story = storyWith({}, { exit });
    expect(explains(story, 2, captain)).toMatchObject({ ok: false, refusal: { code: "rule" } });
    story.passesTo(16);
    sendsNotice(story, 17, captain, word(1));
    mailAccepts(story, 18, 1);
    expect(explains(story, 19, duty)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(explains(story, 19, captain).ok).toBe(true);
  });

  it("tells each rung of its path with the time at which it was told", () => {
    const story = storyWith({});
    story.passesTo(60);
    expect(story.clock("first").rungs).toMatchObject([
      { role: "captain", at: minute(15) },
      { role: "lead", at: minute(25) },
    ]);
  });
});

describe("a pack that defeats itself is not taken", () => {
  it.each<[string, Partial<ClockSource>, string]>([
    [
      "holds up what meets it",
      { metBy: { is: "recorded", event: "RollbackStarted" }, blocks: ["start-rollback"] },
      "owed for ever",
    ],
    [
      "repeats what stays true",
      { metBy: { is: "verification" }, repeats: { everyMinutes: 5, until: [{ is: "unfrozen" }] } },
      "stays true",
    ],
    [
      "sends by itself what would meet a clock",
      { holding: { notice: "first", minutesBefore: 2 } },
      "meets none",
    ],
    ["names a severity that there is not", { dueBySeverity: { Z: 5 } }, "no severity"],
    ["lets a stranger pause it", { mayPause: { by: ["king"] } }, "no role"],
    ["names a notice that there is not", { holding: { notice: "void", minutesBefore: 2 } }, "no notice"],
  ])("one whose clock %s", (_, change, because) => {
    const parsed = parsePack(packWith(change));
    expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message)).toContainEqual(
      expect.stringContaining(because),
    );
  });
});
