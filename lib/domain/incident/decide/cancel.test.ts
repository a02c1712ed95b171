import { describe, expect, it } from "vitest";
import { obligations } from "../obligations.ts";
import { mailAccepts, runOf, sendsNotice, startsRollback, stepsSucceed } from "../testing/acts.ts";
import { idOf, minute } from "../testing/cast.ts";
import { cancels, givesTask, reopens, setsSeverity } from "../testing/commanding.ts";
import { smallPack } from "../testing/small-pack.ts";
import { captain, duty, lead, outsider, smallIncident } from "../testing/small-room.ts";
import type { Story } from "../testing/story.ts";
import { closingBlockers } from "./close.ts";
import { decidePublication, type Publication } from "./notice.ts";
import { decideSteering } from "./run.ts";

const publishes = (story: Story, at: number, state: Publication["state"]) =>
  story.does(at, captain, (now, circumstances) =>
    decidePublication(
      now,
      story.pack,
      { publication: idOf(0xf00 + at), state, services: [], title: "t", body: "b" },
      circumstances,
    ),
  );
const aborts = (story: Story, at: number) =>
  story.does(at, captain, (state, circumstances) =>
    decideSteering(state, story.pack, { run: runOf(story).run, to: "abort", reason: "words" }, circumstances),
  );
const blockersOf = (decided: ReturnType<typeof cancels>) =>
  decided.ok ? [] : decided.refusal.blockers.map(({ message }) => message);

describe("a false alarm", () => {
  it("is cancelled by the commander: clocks are released, freezes lift, nothing more is owed", () => {
    const story = smallIncident({ severity: "A" });
    for (const person of [duty, lead, outsider])
      expect(cancels(story, 1, person)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(cancels(story, 2, captain).ok).toBe(true);
    expect(story.state).toMatchObject({ status: "closed", closedAs: "cancelled", closedAt: minute(2) });
    expect(story.state.clocks.map(({ status }) => status)).toEqual(["released", "released"]);
    expect(story.entries("ClockReleased").every(({ facts }) => facts.cause === "cancelled")).toBe(true);
    expect(story.state.freezes.every(({ liftedAt }) => liftedAt !== null)).toBe(true);
    expect(obligations(story.state, story.pack)).toEqual([]);
    expect(story.state.phase).toBe("closed");
  });

  it("leaves a breach in the record", () => {
    const story = smallIncident({ severity: "A" });
    story.passesTo(6);
    cancels(story, 7, captain);
    expect(story.clock("start")).toMatchObject({ status: "breached", releasedAt: minute(7) });
  });

  it("is not one while a rollback is under way, and is one once that was aborted", () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    expect(cancels(story, 2, captain)).toMatchObject({ ok: false, refusal: { code: "rule", rule: "TST-3" } });
    aborts(story, 3);
    expect(cancels(story, 4, captain).ok).toBe(true);
  });

  it("is not one while the public reads something else", () => {
    const story = smallIncident();
    publishes(story, 1, "investigating");
    expect(blockersOf(cancels(story, 2, captain))).toEqual([
      'The public status says "investigating". Publish that it is resolved.',
    ]);
    publishes(story, 3, "resolved");
    expect(cancels(story, 4, captain).ok).toBe(true);
  });

  it("is told to everybody who was promised an update, all of them named with the rule", () => {
    const story = smallIncident();
    sendsNotice(story, 1, captain, {
      number: 1,
      template: "first",
      values: { impact: "x" },
      promises: 20,
    });
    mailAccepts(story, 1, 1);
    const refused = cancels(story, 2, captain);
    expect(blockersOf(refused)).toEqual([
      "Promised an update and waiting for it: North, Public. Send a last notice that promises none.",
    ]);
    expect(refused).toMatchObject({ refusal: { rule: "TST-1" } });
    sendsNotice(story, 3, captain, { number: 2, template: "first", values: { impact: "x" } });
    expect(cancels(story, 3, captain).ok, "sent, and nobody has it yet").toBe(false);
    mailAccepts(story, 4, 2);
    expect(cancels(story, 5, captain).ok).toBe(true);
  });

  it("is told by one more update where the protocol has no last word for it", () => {
    const first = smallPack.notices?.first;
    if (first === undefined) throw new Error("the pack has a first notice");
    const requires = ["facts.impact", "nextUpdate.at"];
    const notices = { ...smallPack.notices, first: { ...first, requires } };
    const story = smallIncident({}, 0, { ...smallPack, notices });
    const says = (at: number) =>
      sendsNotice(story, at, captain, {
        number: at,
        template: "first",
        values: { impact: "x" },
        promises: at + 20,
      });
    says(1);
    mailAccepts(story, 1, 1);
    expect(blockersOf(cancels(story, 2, captain))).toEqual([
      "Promised an update and waiting for it: North, Public. Send an update that says so.",
    ]);
    says(3);
    expect(cancels(story, 3, captain).ok, "sent, and nobody has it yet").toBe(false);
    mailAccepts(story, 4, 3);
    expect(cancels(story, 5, captain).ok).toBe(true);
  });

  it("names every blocker at once", () => {
    const story = smallIncident();
    publishes(story, 1, "monitoring");
    startsRollback(story, 1, captain, "back");
    sendsNotice(story, 1, captain, {
      number: 1,
      template: "first",
      values: { impact: "x" },
      promises: 20,
    });
    expect(blockersOf(cancels(story, 2, captain))).toHaveLength(3);
  });
});

describe("reopening", () => {
  const cancelled = () => {
    const story = smallIncident({ severity: "A" });
    story.passesTo(16);
    cancels(story, 17, captain);
    return story;
  };

  it("is a commander's act, of an incident that has ended", () => {
    expect(reopens(smallIncident(), 1, captain)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    const story = cancelled();
    for (const person of [duty, lead, outsider])
      expect(reopens(story, 18, person)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(reopens(story, 18, captain).ok).toBe(true);
    expect(story.state).toMatchObject({ status: "open", closedAs: null, closedAt: null, phase: "declared" });
  });

  it("restarts no clock and asks the exit criteria again", () => {
    const story = cancelled();
    const clocks = story.state.clocks;
    expect(clocks.map(({ status }) => status)).toEqual(["breached", "breached"]);
    reopens(story, 18, captain);
    expect(story.state.clocks).toEqual(clocks);
    story.passesTo(500);
    expect(story.state.clocks).toEqual(clocks);
    givesTask(story, 501, captain, duty);
    expect(closingBlockers(story.state, story.pack, { otherCriticalIncidents: 0 })).toHaveLength(1);
  });

  it("freezes again what the trigger and an unverified rollback froze, and not what a verified one did", () => {
    const open = (story: Story) =>
      story.state.freezes.filter(({ liftedAt }) => liftedAt === null).map(({ freeze }) => freeze);
    const aborted = smallIncident();
    startsRollback(aborted, 1, captain, "back");
    aborts(aborted, 2);
    cancels(aborted, 3, captain);
    expect(open(aborted)).toEqual([]);
    reopens(aborted, 4, captain);
    expect(open(aborted)).toEqual(["promotion", "deploys"]);
    const verified = smallIncident();
    startsRollback(verified, 1, captain, "back");
    stepsSucceed(verified, 2);
    cancels(verified, 3, captain);
    reopens(verified, 4, captain);
    expect(open(verified)).toEqual(["promotion"]);
  });

  it("lets a severity start what it newly asks for", () => {
    const story = smallIncident();
    cancels(story, 1, captain);
    reopens(story, 2, captain);
    setsSeverity(story, 3, captain, "A");
    expect(story.clock("start").status).toBe("running");
    expect(story.state.clocks.map(({ clock }) => clock)).toEqual(["first", "start"]);
  });
});
