import { describe, expect, it } from "vitest";
import { evidenceAsked } from "#lib/domain/gate/holds.ts";
import { decideKnownBlocker } from "#lib/domain/incident/decide/check.ts";
import { closingBlockers } from "#lib/domain/incident/decide/close.ts";
import {
  composedNotice,
  mailAccepts,
  runOf,
  sendsNotice,
  startsRollback,
  stepsSucceed,
} from "#lib/domain/incident/testing/acts.ts";
import { minute } from "#lib/domain/incident/testing/cast.ts";
import { handsIn } from "#lib/domain/incident/testing/decisions.ts";
import { findsOut, reports } from "#lib/domain/incident/testing/found-out.ts";
import { attests, lifts } from "#lib/domain/incident/testing/mode.ts";
import type { Story } from "#lib/domain/incident/testing/story.ts";
import {
  alone,
  api,
  checked,
  cleanedUp,
  commander,
  data,
  holderOf,
  identified,
  inMode,
  owed,
  pack,
  refusal,
  rolledBack,
  room,
  security,
  speaker,
  told,
} from "./testing/failing-cycle-room.ts";

const knownBlocker = (story: Story, check: string) =>
  story.asks(7, commander, (state, around) =>
    decideKnownBlocker(
      state,
      pack,
      { check, blocker: "A flaky test of last month", link: "https://tracker.example/9" },
      around,
    ),
  );
describe("[PT-7] the cleanup", () => {
  it.each([
    ["[PT-7.1]", "repair-notes", data, "PT-7.1"],
    ["[PT-7.1]", "tenant-isolation", data, "PT-7.1"],
    ["[PT-7.2]", "chain-verification", data, "PT-7.2"],
    ["[PT-7.2]", "incident-links", data, "PT-7.2"],
    ["[PT-7.3]", "rotation-log", security, "PT-7.3"],
    ["[PT-7.3]", "scope-summary", security, "PT-7.3"],
  ])("%s waits for %s, from its owner alone", (_, requirement, owner, rule) => {
    const story = rolledBack();
    expect(owed(story)).toContainEqual({ kind: "hand-in-evidence", requirement });
    expect(refusal(handsIn(story, 6, api, requirement))).toMatchObject({ code: "unauthorised", rule });
    for (const [name, { role }] of evidenceAsked(story.state, pack))
      if (name !== requirement) handsIn(story, 6, holderOf(role), name);
    expect(runOf(story).status).toBe("verified");
    handsIn(story, 7, owner, requirement);
    expect(runOf(story).status).toBe("complete");
  });

  it("[PT-7] is one bundle, and the incident stays open until it is validated", () => {
    expect(pack.bundles.cleanup?.evidence).toEqual(Object.keys(pack.evidence));
    const story = rolledBack();
    expect(closingBlockers(story.state, pack, alone).map(({ rule }) => rule)).toContain("PT-7");
    cleanedUp(story);
    expect(closingBlockers(story.state, pack, alone).map(({ rule }) => rule)).not.toContain("PT-7");
  });

  it("[PT-12.1] what verified the chain before the rollback proves nothing of it afterwards", () => {
    const story = inMode();
    handsIn(story, 3, data, "chain-verification");
    identified(story);
    startsRollback(story, 4, commander, "rollback");
    stepsSucceed(story, 5);
    const asked = { kind: "hand-in-evidence", requirement: "chain-verification" };
    expect(owed(story)).toContainEqual(asked);
    cleanedUp(story);
    expect(owed(story)).not.toContainEqual(asked);
    expect(runOf(story).status).toBe("complete");
  });

  it("[PT-12.1] a run at the widest level verifies the chain itself, after it has acted", () => {
    const steps = pack.plans.rollback?.steps ?? [];
    const chain = steps.findIndex(({ action }) => action === "application/audit-chain");
    expect(steps[chain]).toMatchObject({ kind: "verify", rule: "PT-12.1" });
    expect(steps.slice(chain).map(({ kind }) => kind)).not.toContain("act");
  });

  it("[PT-12] keeps what was handed in: a newer item stands beside the older", () => {
    const story = cleanedUp(rolledBack());
    handsIn(story, 8, data, "incident-links", { number: 1 });
    const items = story.state.evidence.filter(({ requirement }) => requirement === "incident-links");
    expect(items.map(({ supersededBy }) => supersededBy)).toEqual([expect.any(String), null]);
  });
});

describe("[PT-8] the checks", () => {
  it.each([
    ["[PT-8.1]", "ci", true, "npm run ci:pr"],
    ["[PT-8.2]", "health", false, undefined],
    ["[PT-8.3]", "smoke", false, undefined],
    ["[PT-8.4]", "emission", false, undefined],
  ])("%s %s is mandatory, and a known blocker may stand for it: %s", (_, check, replaceable, command) => {
    expect(pack.checks[check]).toMatchObject({ kind: "result", replaceable });
    expect(pack.checks[check]?.command).toBe(command);
    const story = cleanedUp(rolledBack());
    told(story);
    findsOut(story, 7, commander, "nextOwner");
    checked(story, check);
    expect(owed(story)).toContainEqual({ kind: "report-check", check });
    expect(refusal(lifts(story, 9, commander))?.blockers).toHaveLength(1);
    expect(knownBlocker(story, check).ok).toBe(replaceable);
    expect(lifts(story, 10, commander).ok).toBe(replaceable);
  });

  it("[PT-8] what was seen before the rollback proves nothing of what came after", () => {
    const story = inMode();
    reports(story, 2.5, api, "smoke");
    identified(story);
    startsRollback(story, 4, commander, "rollback");
    stepsSucceed(story, 5);
    expect(owed(story)).toContainEqual({ kind: "report-check", check: "smoke" });
  });
});

describe("[PT-9] the unfreeze", () => {
  const ready = (change: { check?: string; stable?: boolean; owner?: boolean; words?: boolean } = {}) => {
    const story = rolledBack();
    if (change.stable !== false) cleanedUp(story);
    checked(story, change.check);
    if (change.owner !== false) findsOut(story, 7, commander, "nextOwner");
    if (change.words !== false) told(story);
    return story;
  };
  const open = (story: Story) => refusal(lifts(story, 9, commander))?.blockers.map(({ rule }) => rule);

  it("[PT-9] lifts every freeze once all four hold, by the commander alone", () => {
    const story = ready();
    expect(refusal(lifts(story, 9, api))).toMatchObject({ code: "unauthorised", rule: "PT-9" });
    expect(owed(story)).toContainEqual({ kind: "unfreeze" });
    expect(lifts(story, 9, commander).ok).toBe(true);
    expect(story.state.freezes.map(({ liftedAt }) => liftedAt)).toEqual(Array(4).fill(minute(9)));
  });

  it.each([
    ["[PT-9.1]", "the target is stable", { stable: false }, ["PT-9.1"]],
    ["[PT-9.2]", "the checks are green", { check: "smoke" }, ["PT-9.2"]],
    ["[PT-9.3]", "someone owns the next work", { owner: false }, ["PT-9.3"]],
    ["[PT-9.4]", "the updates were sent", { words: false }, ["PT-9.4", "PT-9.4"]],
  ])("%s is refused before %s, and each freeze stands", (_, _what, change, rules) => {
    const story = ready(change);
    expect(open(story)).toEqual(rules);
    expect(story.state.freezes.every(({ liftedAt }) => liftedAt === null)).toBe(true);
  });

  it("[PT-9.2] a red check is passed only by the commander's signature for the risk", () => {
    for (const check of ["ci", "health", "smoke", "emission"]) {
      const story = ready({ check });
      reports(story, 8, commander, check, { passed: false });
      expect(open(story)).toEqual(["PT-9.2"]);
      expect(owed(story)).toContainEqual({ kind: "attest", attestation: "accepted-risk" });
      expect(refusal(attests(story, 9, api, "accepted-risk"))?.rule).toBe("PT-9.2");
      expect(attests(story, 9, commander, "accepted-risk").ok).toBe(true);
      expect(lifts(story, 10, commander).ok).toBe(true);
    }
  });

  it("[PT-9.3] asks for words on who owns the next work", () => {
    expect(pack.facts.nextOwner).toMatchObject({ kind: "text", asked: "triage", rule: "PT-9.3" });
  });
});

const promised = () => {
  const story = inMode();
  sendsNotice(story, 3, speaker, { number: 1, template: "declaration", promises: 33 });
  return story;
};

describe("[PT-10] the messages", () => {
  it("[PT-10] a promised update is a clock, met by the next notice to the same people alone", () => {
    const story = inMode();
    sendsNotice(story, 3, speaker, { number: 1, template: "declaration", promises: 33 });
    mailAccepts(story, 3, 1);
    expect(story.clock("next-update")).toMatchObject({ dueAt: minute(33), metAt: null, rule: "PT-10" });
    const fields = { done: "a", doing: "b", risks: "c" };
    sendsNotice(story, 20, speaker, { number: 2, template: "update", promises: 50, fields });
    mailAccepts(story, 20, 2, ["stakeholders"]);
    expect(story.clock("next-update").metAt).toBeNull();
    mailAccepts(story, 21, 2);
    expect(story.clock("next-update").metAt).toBe(minute(21));
  });

  it("[PT-10.1] the declaration says status, trigger, level, freeze, who leads and the next word", () => {
    expect(pack.notices.declaration?.requires).toEqual([
      ...["trigger.title", "mode.scope", "mode.frozen", "commander.name", "nextUpdate.at"],
    ]);
    const { body, missing } = composedNotice(inMode("L2"), {
      number: 1,
      template: "declaration",
      promises: 30,
    });
    expect(missing).toEqual([]);
    expect(body.split("\n").slice(0, 6)).toEqual([
      "Status: rollback mode is active.",
      "Trigger: Reliability or integrity regressed in production or staging",
      "Scope level: L2, Code, configuration, schema and data",
      expect.stringMatching(/^Frozen: No new feature is merged; .*; Only the rollback's owners deploy$/),
      "Led by: Maya",
      "Next word: 2026-11-21 10:30:00 UTC",
    ]);
    expect(owed(room())).not.toContainEqual({ kind: "send-notice", notice: "declaration" });
    expect(owed(inMode())).toContainEqual({ kind: "send-notice", notice: "declaration" });
    expect(composedNotice(room(), { number: 1, template: "declaration", promises: 30 }).missing).toHaveLength(
      2,
    );
  });

  it("[PT-10.2] the update says the target, what is done and being done, the risks and the next word", () => {
    expect(pack.notices.update?.requires).toEqual([
      ...["targets.deployment", "fields.done", "fields.doing", "fields.risks", "nextUpdate.at"],
    ]);
    const fields = { done: "API is back", doing: "Schema", risks: "None known" };
    const story = inMode();
    const composed = () => composedNotice(story, { number: 1, template: "update", promises: 30, fields });
    expect(composed().body).toContain("Goes back to: not confirmed yet");
    identified(story);
    expect(composed().body.split("\n").slice(0, 5)).toEqual([
      "Goes back to: 1.4.2",
      "Done: API is back",
      "Being done: Schema",
      "Risks: None known",
      "Next word: 2026-11-21 10:30:00 UTC",
    ]);
  });

  it("[PT-10.3] the recovery says completion, verification, what remains, what moves and who reviews", () => {
    expect(pack.notices.recovery?.requires).toEqual([
      ...["rollback.verifiedAt", "fields.verification", "fields.remaining", "fields.unfrozen"],
      "fields.reviewer",
    ]);
    const fields = { verification: "Green", remaining: "None", unfrozen: "All", reviewer: "Maya" };
    const { body } = composedNotice(rolledBack(), { number: 1, template: "recovery", fields });
    expect(body.split("\n").slice(0, 5)).toEqual([
      "Completed: 2026-11-21 10:05:00 UTC",
      "Verification: Green",
      "Remaining: None",
      "Moves again: All",
      "Review owned by: Maya",
    ]);
    const story = inMode();
    expect(refusal(sendsNotice(story, 3, speaker, { number: 1, template: "recovery", fields }))?.rule).toBe(
      "PT-10.3",
    );
  });

  it.each([
    ["[PT-4]", "rollback mode was declared", room, "PT-4"],
    ["[PT-10]", "the promised update was sent", () => promised(), "PT-10"],
  ])("%s an incident does not close before %s", (_, _what, story, rule) => {
    expect(closingBlockers(story().state, pack, alone).map((one) => one.rule)).toContain(rule);
  });

  it("[PT-10.3] an incident does not close before the recovery was told", () => {
    const story = cleanedUp(rolledBack());
    checked(story);
    findsOut(story, 7, commander, "nextOwner");
    told(story);
    lifts(story, 9, commander);
    expect(closingBlockers(story.state, pack, alone).map(({ rule }) => rule)).toContain("PT-10.3");
  });
});

describe("[PT-11] what is handed in afterwards", () => {
  it.each([
    ["[PT-11.1]", "incident-summary", ["Root cause", "Timeline"]],
    ["[PT-11.2]", "follow-ups", []],
    ["[PT-11.3]", "safeguards", []],
  ])("%s %s", (_, deliverable, sections) => {
    expect(pack.deliverables[deliverable]).toMatchObject({ owner: { role: "commander" }, sections });
  });
});
