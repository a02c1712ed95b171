import { describe, expect, it } from "vitest";
import type { Obligation } from "../obligation.ts";
import { isMine, obligations } from "../obligations.ts";
import { runOf, startsRollback } from "../testing/acts.ts";
import { minute } from "../testing/cast.ts";
import {
  answers,
  asksBack,
  doesTask,
  givesTask,
  handsOver,
  linksBridge,
  movesTask,
} from "../testing/commanding.ts";
import { smallPack } from "../testing/small-pack.ts";
import { captain, duty, lead, outsider, peer, smallIncident } from "../testing/small-room.ts";
import type { Story } from "../testing/story.ts";
import { isBridge } from "./bridge.ts";
import { closingBlockers } from "./close.ts";

const owed = (story: Story, kind: Obligation["act"]["kind"]) =>
  obligations(story.state, story.pack).filter(({ act }) => act.kind === kind);
const rolesOf = (story: Story, { id }: { id: string }) =>
  story.state.participants.find(({ person }) => person === id)?.roles;

describe("the bridge", () => {
  const withBridge = () => {
    const [down] = Object.values(smallPack.triggers);
    const triggers = {
      ...smallPack.triggers,
      down: { ...down, requires: { ...down?.requires, bridge: true } },
    } as typeof smallPack.triggers;
    return smallIncident({}, 0, { ...smallPack, triggers });
  };

  it("[MKC-2] is owed by the commander where the trigger asks for it, until one is linked", () => {
    const story = withBridge();
    expect(owed(story, "link-bridge")).toMatchObject([{ rule: "TST-2", owner: { role: "captain" } }]);
    expect(linksBridge(story, 1, duty).ok).toBe(true);
    expect(owed(story, "link-bridge")).toEqual([]);
    expect(owed(smallIncident(), "link-bridge")).toEqual([]);
  });

  it.each([
    "https://meet.example.com/abc?pwd=1#x",
    "https://meet.example.com",
    "tel:+49-30-1234567,,123456#",
  ])("may be %s", (url) => expect(isBridge(url)).toBe(true));

  it.each([
    "http://meet.example.com/a",
    "javascript:alert(1)",
    "https://user:secret@meet.example.com/",
    "https://meet.example.com/\u0000",
    "https://meet.example.com/a b",
    'https://meet.example.com/"onclick=',
    "tel:",
    "https://",
    "",
  ])("is never %j", (url) => expect(linksBridge(smallIncident(), 1, captain, url).ok).toBe(false));
});

describe("a handover", () => {
  it("[PT-1] of command is an entry, and the next person leads", () => {
    const story = smallIncident();
    expect(handsOver(story, 1, captain, { role: "captain", from: captain, to: duty }).ok).toBe(true);
    expect(story.entries("RoleHandedOver")[0]?.facts).toMatchObject({ role: "captain", command: true });
    expect(story.state.commander).toBe(duty.id);
    expect(rolesOf(story, duty)).toEqual(["duty", "captain"]);
    expect(rolesOf(story, captain)).toEqual([]);
    expect(handsOver(story, 2, captain, { role: "captain", from: duty, to: captain })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
  });

  it("[PT-1] of a role is its holder's or the commander's act, and nobody else's", () => {
    const story = smallIncident();
    const given = { role: "duty", from: duty, to: captain };
    expect(handsOver(story, 1, lead, given)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(handsOver(story, 1, outsider, given).ok).toBe(false);
    expect(handsOver(story, 1, duty, given).ok).toBe(true);
    expect(story.state.commander).toBe(captain.id);
    expect(handsOver(story, 2, captain, { role: "duty", from: captain, to: duty }).ok).toBe(true);
    expect(rolesOf(story, duty)).toEqual(["duty"]);
  });

  it("seats the next person where they had no part", () => {
    const story = smallIncident();
    handsOver(story, 1, duty, { role: "duty", from: duty, to: outsider });
    expect(rolesOf(story, outsider)).toEqual(["duty"]);
  });

  it("of a party's role stays within the party", () => {
    const story = smallIncident();
    expect(handsOver(story, 1, captain, { role: "lead", from: lead, to: peer })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", message: expect.stringContaining("no member of North") },
    });
  });

  it.each([
    ["what nobody holds any more", { role: "duty", from: lead, to: captain }, "conflict"],
    ["to oneself", { role: "duty", from: duty, to: duty }, "invalid"],
    ["an unknown role", { role: "nobody", from: duty, to: lead }, "invalid"],
  ])("is refused for %s", (_, given, code) => {
    expect(handsOver(smallIncident(), 1, captain, given)).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe("a task", () => {
  it("is owed by its owner with its due time until they say what came of it", () => {
    const story = smallIncident();
    givesTask(story, 1, lead, duty, { due: 10 });
    const [one] = owed(story, "finish-task");
    expect(one).toMatchObject({ owner: { person: duty.id }, dueAt: minute(10) });
    const viewer = { person: duty.id, roles: duty.roles, party: null, commander: false };
    expect(one !== undefined && isMine(one, viewer)).toBe(true);
    expect(doesTask(story, 20, duty).ok).toBe(true);
    expect(owed(story, "finish-task")).toEqual([]);
    expect(doesTask(story, 21, duty)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
  });

  it("keeps the incident open while it is, and says which", () => {
    const story = smallIncident();
    givesTask(story, 1, captain, duty);
    const [added] = story.entries("TaskAdded");
    const messages = () =>
      closingBlockers(story.state, story.pack, { otherCriticalIncidents: 0 }).map(({ message }) => message);
    expect(messages()).toContainEqual(`Not done yet: #{${added?.seq}} (@{${duty.id}})`);
    doesTask(story, 2, captain);
    expect(messages().join()).not.toContain("Not done yet");
  });

  it("goes to somebody else by its owner, its giver or the commander", () => {
    const story = smallIncident();
    givesTask(story, 1, lead, duty);
    expect(movesTask(story, 2, peer, peer)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    for (const [person, owner] of [
      [duty, peer],
      [lead, duty],
      [captain, lead],
    ] as const)
      expect(movesTask(story, 2, person, owner).ok).toBe(true);
    expect(movesTask(story, 3, captain, lead)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    expect(owed(story, "finish-task")).toMatchObject([{ owner: { person: lead.id } }]);
  });

  it.each([
    ["to somebody without a part", outsider, 10],
    ["for a time that has passed", duty, 1],
  ])("is not given %s", (_, owner, due) => {
    expect(givesTask(smallIncident(), 2, captain, owner, { due })).toMatchObject({
      ok: false,
      refusal: { code: "invalid" },
    });
  });

  it("is given by people of the room alone", () =>
    expect(givesTask(smallIncident(), 1, outsider, duty).ok).toBe(false));
});

describe("a question back", () => {
  const started = () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    return { story, about: { run: runOf(story).run } };
  };

  it("[SM-4] is asked by who approves, and owed by whom it is put to until it is answered", () => {
    const { story, about } = started();
    expect(asksBack(story, 2, peer, about, { role: "duty" })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "TST-3" },
    });
    expect(asksBack(story, 2, lead, about, { role: "duty" }).ok).toBe(true);
    expect(owed(story, "answer-question")).toMatchObject([{ owner: { role: "duty" } }]);
    expect(answers(story, 3, peer)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(answers(story, 3, duty).ok).toBe(true);
    expect(owed(story, "answer-question")).toEqual([]);
    expect(answers(story, 4, duty)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    expect(story.state.questions).toMatchObject([{ by: lead.id, answered: { by: duty.id } }]);
  });

  it("is put to somebody who is there", () => {
    const { story, about } = started();
    for (const to of [{ role: "public" }, { role: "nobody" }, { person: outsider.id }])
      expect(asksBack(story, 2, lead, about, to)).toMatchObject({ ok: false, refusal: { code: "invalid" } });
    expect(asksBack(story, 2, lead, about, { person: captain.id }).ok).toBe(true);
  });

  it("is about something that waits", () =>
    expect(asksBack(smallIncident(), 1, lead, { run: captain.id }, { role: "duty" })).toMatchObject({
      ok: false,
      refusal: { code: "invalid" },
    }));
});
