import { describe, expect, it } from "vitest";
import type { Condition } from "../../protocol/condition.ts";
import type { IncidentState } from "../state.ts";
import { smallPack } from "../testing/small-pack.ts";
import { smallIncident } from "../testing/small-room.ts";
import { packOf } from "../testing/story.ts";
import { waysToMeet } from "./open-conditions.ts";

const lead = { role: "captain" };
const owner = { role: "duty" };
const pack = packOf({
  ...smallPack,
  facts: { ...smallPack.facts, routes: { title: "Routes", kind: "list", asked: "triage" } },
  scope: { levels: [{ id: "L1", title: "Code", means: "Code alone" }] },
  mode: { title: "rollback mode", reasons: { broken: { title: "It is broken" } } },
  targets: { commit: { title: "Commit", kind: "text", confirms: owner } },
  plays: { deny: { title: "Deny", means: "Deny the route" } },
  checks: {
    smoke: { title: "Smoke", owner, kind: "result" },
    blocked: { title: "Pipeline", owner, kind: "result", replaceable: true },
    errors: { title: "Errors", owner, kind: "measure", tolerancePercent: 10 },
  },
  attestations: { risk: { title: "Risk", says: "The risk is accepted", by: "lead" } },
  unfreeze: {
    by: "lead",
    criteria: [{ id: "smoke", title: "Smoke is green", condition: { is: "check-green", check: "smoke" } }],
  },
});
const story = smallIncident();
const asked = (change: Partial<IncidentState> = {}) => ({
  state: { ...story.state, ...change },
  pack,
  around: { otherCriticalIncidents: 0 },
});
const ways = (condition: Condition, change: Partial<IncidentState> = {}) =>
  waysToMeet(condition, asked(change)).map(({ act, owner: who }) => [act, who]);
const act = { by: "p", at: "2026-11-21T10:00:00.000Z", seq: 2, party: null };
const red = { ...act, passed: false, value: null, source: "person" as const, sha256: "" };

describe("a condition that does not hold", () => {
  it.each<[Condition, object, object]>([
    [{ is: "fact-given", fact: "routes" }, { kind: "record-fact", fact: "routes" }, lead],
    [{ is: "fact-is", fact: "routes", value: "/a" }, { kind: "record-fact", fact: "routes" }, lead],
    [{ is: "role-assigned", role: "public" }, { kind: "assign-role", role: "public" }, lead],
    [{ is: "notice-accepted", notice: "first" }, { kind: "send-notice", notice: "first" }, lead],
    [{ is: "bridge-linked" }, { kind: "link-bridge" }, lead],
    [{ is: "mode-declared" }, { kind: "declare-mode" }, lead],
    [{ is: "play-chosen", plays: ["deny"] }, { kind: "choose-play" }, lead],
    [{ is: "containment-decided" }, { kind: "choose-play" }, lead],
    [{ is: "target-confirmed", target: "commit" }, { kind: "confirm-target", target: "commit" }, owner],
    [{ is: "check-green", check: "smoke" }, { kind: "report-check", check: "smoke" }, owner],
    [{ is: "measure-normal", check: "errors" }, { kind: "measure-baseline", check: "errors" }, owner],
    [{ is: "attested", attestation: "risk" }, { kind: "attest", attestation: "risk" }, { role: "lead" }],
    [{ is: "trigger-confirmed" }, { kind: "confirm-trigger" }, lead],
    [{ is: "discussion-concluded" }, { kind: "conclude-discussion" }, lead],
    [
      { is: "evidence-present", evidence: "logs" },
      { kind: "hand-in-evidence", requirement: "logs" },
      { parties: ["north"] },
    ],
  ])("%j is owed as the act that meets it, by whoever owes it", (condition, expected, who) => {
    expect(ways(condition)).toEqual([[expected, who]]);
  });

  it("is owed by nobody once it holds", () => {
    expect(ways({ is: "bridge-linked" }, { bridge: act })).toEqual([]);
    expect(
      ways({ is: "check-green", check: "smoke" }, { checks: { smoke: { ...red, passed: true } } }),
    ).toEqual([]);
  });

  it("[WP-6] of a measure asks for the baseline first, and then for the value", () => {
    const baselines = { errors: { ...act, value: 1, tolerancePercent: 10 } };
    expect(ways({ is: "measure-normal", check: "errors" }, { baselines })).toEqual([
      [{ kind: "report-check", check: "errors" }, owner],
    ]);
  });

  it("[PT-8] that a known blocker may stand for holds once one is recorded, and no other does", () => {
    const blockers = { blocked: act, smoke: act };
    expect(ways({ is: "check-green", check: "blocked" }, { blockers })).toEqual([]);
    expect(ways({ is: "check-green", check: "smoke" }, { blockers })).toHaveLength(1);
  });

  it("is owed part by part where all are asked", () => {
    const of = [{ is: "bridge-linked" as const }, { is: "mode-declared" as const }];
    expect(ways({ is: "all-of", of }).map(([what]) => what)).toEqual([
      { kind: "link-bridge" },
      { kind: "declare-mode" },
    ]);
  });

  it("[PT-9] asks for the check first, and for the signature beside it once the check is red", () => {
    const condition: Condition = {
      is: "any-of",
      of: [
        { is: "check-green", check: "smoke" },
        { is: "attested", attestation: "risk" },
      ],
    };
    expect(ways(condition).map(([what]) => what)).toEqual([{ kind: "report-check", check: "smoke" }]);
    expect(ways(condition, { checks: { smoke: red } }).map(([what]) => what)).toEqual([
      { kind: "report-check", check: "smoke" },
      { kind: "attest", attestation: "risk" },
    ]);
  });

  it("[PT-9] is owed as the unfreeze itself only when nothing stands in its way", () => {
    expect(ways({ is: "unfrozen" })).toEqual([[{ kind: "report-check", check: "smoke" }, owner]]);
    expect(ways({ is: "unfrozen" }, { checks: { smoke: { ...red, passed: true } } })).toEqual([
      [{ kind: "unfreeze" }, { role: "lead" }],
    ]);
  });
});
