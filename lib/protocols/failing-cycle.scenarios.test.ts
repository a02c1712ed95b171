import { describe, expect, it } from "vitest";
import { evidenceAsked } from "#lib/domain/gate/holds.ts";
import { decideScope } from "#lib/domain/incident/decide/mode.ts";
import { obligations } from "#lib/domain/incident/obligations.ts";
import { runOf, startsRollback, stepEnds, stepStarts } from "#lib/domain/incident/testing/acts.ts";
import { minute, personWith } from "#lib/domain/incident/testing/cast.ts";
import { handsOver } from "#lib/domain/incident/testing/commanding.ts";
import { followsOwed } from "#lib/domain/incident/testing/follow-owed.ts";
import { confirmsTarget, declaresMode } from "#lib/domain/incident/testing/mode.ts";
import { lanesWalked } from "#lib/domain/rollback/lanes.ts";
import {
  api,
  cast,
  cleanedUp,
  commander,
  data,
  declares,
  identified,
  infrastructure,
  inMode,
  owed,
  pack,
  refusal,
  rolledBack,
  room,
  security,
  speaker,
} from "./testing/failing-cycle-room.ts";

describe("who is there", () => {
  it.each([
    ["[PT-1.1]", "commander", "Incident Commander", "Declares rollback mode"],
    ["[PT-1.2]", "api-lead", "API Lead", "Rolls back the control plane and the API"],
    ["[PT-1.3]", "infrastructure-lead", "Infrastructure Lead", "Rolls back the platform and the runtime"],
    ["[PT-1.4]", "data-lead", "Data and Evidence Lead", "Keeps database and evidence whole"],
    ["[PT-1.5]", "security-lead", "Security Lead", "Revokes credentials"],
    ["[PT-1.6]", "communications", "Communications Owner", "Keeps the promised times"],
  ])("%s %s is the %s, with duties", (_, role, title, duty) => {
    expect(pack.roles[role]).toMatchObject({ title, duties: expect.arrayContaining([duty]) });
  });

  it("[PT-1] a handover of a lane stands in the timeline", () => {
    const story = inMode();
    const next = personWith(9, ["api-lead"]);
    expect(handsOver(story, 3, api, { role: "api-lead", from: api, to: next }).ok).toBe(true);
    expect(story.entries("RoleHandedOver")).toHaveLength(1);
  });
});

describe("[PT-2] rollback mode", () => {
  it.each([
    ["[PT-2.1]", "check-failing", "pull-request check", "SEV-2"],
    ["[PT-2.2]", "regression", "Reliability or integrity", "SEV-2"],
    ["[PT-2.3]", "isolation", "isolation of tenants", "SEV-1"],
    ["[PT-2.4]", "evidence-uncertain", "chain of evidence", "SEV-1"],
  ])("%s %s is seen, and is a reason to declare it", (_, reason, words, severity) => {
    const { story, decided } = declares(reason, severity);
    expect(decided.ok).toBe(true);
    expect(pack.triggers[reason]?.title).toContain(words);
    expect(pack.mode?.reasons[reason]?.title).toContain(words);
    expect(declaresMode(story, 2, commander, { reasons: [reason] }).ok).toBe(true);
    expect(story.state.mode?.reasons).toEqual([reason]);
  });

  const nobody = { roles: [], work: [] };
  const owners = ["api-lead", "infrastructure-lead", "data-lead", "security-lead"];
  it.each([
    ["[PT-2.5]", "merges", ["merge"], { roles: [], work: ["rollback", "incident"] }],
    ["[PT-2.6]", "claims", ["claim"], { roles: [], work: ["rollback", "incident"] }],
    ["[PT-2.7]", "promotions", ["promote"], nobody],
    ["[PT-2.8]", "deploys", ["deploy"], { roles: owners, work: [] }],
  ])("%s freezes %s from its declaration, and lets through whom it should", (_, freeze, actions, admits) => {
    const before = room();
    expect(before.state.freezes).toEqual([]);
    const story = inMode();
    expect(story.state.freezes.find((one) => one.freeze === freeze)).toMatchObject({
      actions,
      setAt: minute(2),
      liftedAt: null,
    });
    expect(pack.freezes[freeze]?.admits).toEqual(admits);
    expect(pack.freezes[freeze]?.liftsAt).toBe("Unfrozen");
  });
});

describe("[PT-3] the scope", () => {
  const lanes = { L1: 2, L2: 3, L3: 5 };
  it.each([
    ["[PT-3.1]", "L1", "Only code and configuration", 6],
    ["[PT-3.2]", "L2", "Schema and data", 7],
    ["[PT-3.3]", "L3", "Evidence and credentials", 9],
  ] as const)("%s %s decides which lanes and steps are walked", (_, level, means, steps) => {
    expect(pack.scope?.levels.find(({ id }) => id === level)?.means).toContain(means);
    const story = inMode(level);
    expect(story.state.mode?.scope).toBe(level);
    expect(lanesWalked(story.state, pack)).toHaveLength(lanes[level]);
    identified(story);
    expect(startsRollback(story, 4, commander, "rollback").ok).toBe(true);
    expect(runOf(story).steps).toHaveLength(steps);
  });

  it("[PT-3] a rollback of code alone is complete without evidence of other lanes", () => {
    const story = cleanedUp(rolledBack("L1"));
    expect(evidenceAsked(story.state, pack).map(([name]) => name)).toEqual([
      "endpoint-parity",
      "runtime-start",
    ]);
    expect(runOf(story).status).toBe("complete");
  });

  it("[PT-3] no other level than the document's is declared, and none changes once its rollback runs", () => {
    expect(refusal(declaresMode(room(), 2, commander, { scope: "L4" }))?.rule).toBe("PT-3");
    const story = rolledBack("L2");
    const widened = story.asks(6, commander, (state, around) =>
      decideScope(state, pack, { scope: "L3", reason: "It reaches further" }, around),
    );
    expect(refusal(widened)?.rule).toBe("PT-3");
  });
});

describe("[PT-4] the declaration", () => {
  it("[PT-4] is the commander's alone, with time, reason and level", () => {
    const story = room();
    expect(owed(story)).toContainEqual({ kind: "declare-mode" });
    for (const person of [api, infrastructure, data, security, speaker])
      expect(refusal(declaresMode(story, 2, person))).toMatchObject({ code: "unauthorised", rule: "PT-4" });
    expect(refusal(declaresMode(story, 2, commander, { reasons: [] }))?.rule).toBe("PT-4");
    expect(declaresMode(story, 2, commander, { scope: "L2" }).ok).toBe(true);
    expect(story.state.mode).toMatchObject({ at: minute(2), scope: "L2", reasons: ["check-failing"] });
    expect(story.state.phase).toBe("rollback-mode");
  });
});

describe("[PT-5] the target", () => {
  it("[PT-5] nothing starts before each of the four is confirmed", () => {
    const story = inMode();
    const refused = refusal(startsRollback(story, 3, commander, "rollback"));
    expect(refused?.blockers.map(({ rule }) => rule)).toEqual(["PT-5.1", "PT-5.2", "PT-5.3", "PT-5.4"]);
    identified(story);
    expect(startsRollback(story, 4, commander, "rollback").ok).toBe(true);
  });

  it.each([
    ["[PT-5.1]", "deployment", api, "PT-5.1"],
    ["[PT-5.2]", "migrations", data, "PT-5.2"],
    ["[PT-5.3]", "configuration", infrastructure, "PT-5.3"],
    ["[PT-5.4]", "cutover", data, "PT-5.4"],
  ])("%s %s is confirmed by its lead alone, and the start waits for it", (_, target, lead, rule) => {
    const story = inMode();
    expect(owed(story)).toContainEqual({ kind: "confirm-target", target });
    expect(refusal(confirmsTarget(story, 3, security, target))?.rule).toBe(rule);
    const open = () =>
      refusal(startsRollback(story, 3, commander, "rollback"))?.blockers.map((one) => one.rule);
    expect(open()).toContain(rule);
    expect(confirmsTarget(story, 3, lead, target).ok).toBe(true);
    expect(open()).not.toContain(rule);
  });

  it.each([
    ["[PT-5.1]", "deployment", api, "1.3.0", "1.4.2"],
    ["[PT-5.2]", "migrations", data, "41", "42"],
    ["[PT-5.3]", "configuration", infrastructure, "v1.3.0", "v1.4.2"],
  ])(
    "%s %s is what runs: another than the approved baseline is refused",
    (_, target, lead, other, approved) => {
      const story = inMode();
      expect(refusal(confirmsTarget(story, 3, lead, target, other))?.message).toContain(
        `Confirm "${approved}"`,
      );
      expect(story.state.targets).toEqual({});
      expect(confirmsTarget(story, 3, lead, target, approved).ok).toBe(true);
    },
  );

  it("[PT-5.4] the cutover is a time in UTC", () => {
    expect(refusal(confirmsTarget(inMode(), 3, data, "cutover", "this morning"))?.rule).toBe("PT-5.4");
  });
});

describe("[PT-6] the lanes", () => {
  const all: string[] = [];
  const some = ["L2", "L3"];
  const widest = ["L3"];
  it.each([
    [
      "[PT-6.1]",
      "application",
      "api-lead",
      all,
      ["application/rollback", "application/version"],
      ["endpoint-parity"],
    ],
    [
      "[PT-6.2]",
      "infrastructure",
      "infrastructure-lead",
      all,
      ["configuration/rollback", "policy/rollback", "application/health"],
      ["runtime-start"],
    ],
    [
      "[PT-6.3]",
      "data",
      "data-lead",
      some,
      ["database/rollback"],
      ["idempotency", "repair-notes", "tenant-isolation"],
    ],
    [
      "[PT-6.4]",
      "evidence",
      "data-lead",
      widest,
      ["application/audit", "application/audit-chain"],
      ["chain-verification", "incident-links"],
    ],
    ["[PT-6.5]", "credentials", "security-lead", widest, [], ["revocation", "rotation-log", "scope-summary"]],
  ])("%s %s: its lead, its levels, its steps and its evidence", (_, lane, lead, scopes, actions, proofs) => {
    expect(pack.lanes[lane]).toMatchObject({ lead, scopes });
    const steps = pack.plans.rollback?.steps.filter((step) => step.lane === lane) ?? [];
    expect(steps.map(({ action }) => action)).toEqual(actions);
    const evidence = Object.entries(pack.evidence).filter(([, one]) => one.lane === lane);
    expect(evidence.map(([name]) => name)).toEqual(proofs);
    for (const part of [...steps, ...evidence.map(([, one]) => one)]) expect(part.scopes).toEqual(scopes);
    for (const [, { role }] of evidence) expect(role).toBe(lead);
  });

  it("[PT-8.5] at every level the results are committed last, where the reviews lie", () => {
    expect(pack.plans.rollback?.steps.at(-1)).toMatchObject({
      kind: "verify",
      action: "platform/review",
      scopes: [],
      rule: "PT-8.5",
    });
  });

  it("[PT-6] what stops in a lane is its lead's to rule on, and no other lead's", () => {
    const story = inMode();
    identified(story);
    startsRollback(story, 4, commander, "rollback");
    stepStarts(story, 5);
    stepEnds(story, 5, "failed");
    const asked = obligations(story.state, pack).find(({ act }) => act.kind === "rule-on-step");
    expect(asked?.owner).toEqual({ role: "api-lead" });
  });
});

describe("the whole way", () => {
  it.each(["L1", "L2", "L3"])("[PT-9] ends at %s by doing what is owed and nothing else", (scope) => {
    const story = inMode(scope);
    const done = followsOwed(story, cast, 3);
    expect(story.state.status).toBe("closed");
    expect(done.at(-1)).toBe("Close the incident");
    expect(done).toContain("Lift the freezes");
    expect(story.state.runs[0]?.status).toBe("complete");
  });

  it("[PT-4] begins with the declaration of the mode, which is owed by itself", () => {
    const story = room();
    const done = followsOwed(story, cast);
    expect(done.indexOf("Declare: Rollback mode")).toBeLessThan(
      done.indexOf("Start the rollback: Technical rollback"),
    );
    expect(story.state.status).toBe("closed");
  });
});
