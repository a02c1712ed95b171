import { describe, expect, it } from "vitest";
import type { Decided } from "../circumstances.ts";
import { startsRollback, stepsSucceed } from "../testing/acts.ts";
import { personWith } from "../testing/cast.ts";
import { digestOf } from "../testing/digest.ts";
import { attests, confirmsTarget, declaresMode, lifts } from "../testing/mode.ts";
import { smallPack } from "../testing/small-pack.ts";
import { declarationOf, packOf, Story } from "../testing/story.ts";
import { attestationStatement, decideAttestation, mayAttest } from "./attestation.ts";
import { decideScope } from "./mode.ts";

const captain = personWith(1, ["captain"]);
const duty = personWith(2, ["duty"]);
const pack = packOf({
  ...smallPack,
  scope: {
    levels: [
      { id: "L1", title: "Near", means: "Near alone." },
      { id: "L2", title: "Far", means: "Far, too." },
    ],
    rule: "TST-31",
  },
  mode: { title: "Full stop", reasons: { unsafe: { title: "It is unsafe" } }, rule: "TST-30" },
  targets: {
    version: { title: "Version", kind: "text", confirms: { role: "duty" }, rule: "TST-32" },
    moment: { title: "Moment", kind: "instant", confirms: { role: "duty" }, rule: "TST-33" },
  },
  attestations: {
    risk: { title: "Risk", says: "I accept the risk.", by: "captain", rule: "TST-34" },
  },
  freezes: {
    ...smallPack.freezes,
    stop: {
      title: "Nothing moves",
      actions: ["deploy"],
      startsAt: "RollbackModeDeclared",
      liftsAt: "Unfrozen",
      rule: "TST-35",
    },
  },
  unfreeze: {
    by: "captain",
    criteria: [
      {
        id: "risk",
        title: "The risk is signed",
        condition: { is: "attested", attestation: "risk" },
        rule: "TST-36",
      },
    ],
    rule: "TST-37",
  },
});

const room = () => {
  const story = new Story(pack);
  const participants = [captain, duty].map(({ id, roles, party }) => ({ person: id, roles, party }));
  const decided = story.declares(
    0,
    captain,
    declarationOf({ trigger: "down", severity: "B", participants, answers: { impact: "All" } }),
  );
  if (!decided.ok) throw new Error(decided.refusal.message);
  return story;
};
const refusal = (decided: Decided) => (decided.ok ? null : decided.refusal);
const scopes = (story: Story, scope: string, by = captain) =>
  story.asks(3, by, (state, around) => decideScope(state, pack, { scope, reason: "words" }, around));

describe("rollback mode", () => {
  it.each([
    ["somebody else", duty, {}, "unauthorised", "TST-30"],
    ["no reason", captain, { reasons: [] }, "rule", "TST-30"],
    ["an unknown reason", captain, { reasons: ["boredom"] }, "invalid", "TST-30"],
    ["an unknown level", captain, { scope: "L9" }, "invalid", "TST-31"],
  ])("[PT-4] is refused with %s", (_, by, mode, code, rule) => {
    const story = room();
    expect(refusal(declaresMode(story, 1, by, mode))).toMatchObject({ code, rule });
    expect(story.state.mode).toBeNull();
  });

  it("[PT-4] is declared once, and freezes what only it freezes", () => {
    const story = room();
    const before = story.state.freezes.map(({ freeze }) => freeze);
    expect(before).not.toContain("stop");
    expect(declaresMode(story, 1, captain).ok).toBe(true);
    expect(story.state.freezes.map(({ freeze }) => freeze)).toEqual([...before, "stop"]);
    expect(refusal(declaresMode(story, 2, captain))).toMatchObject({ code: "conflict", rule: "TST-30" });
  });

  it("[PT-3] its level moves before the rollback alone, by who commands, to another one", () => {
    const story = room();
    expect(refusal(scopes(story, "L2"))).toMatchObject({ code: "rule", rule: "TST-31" });
    declaresMode(story, 1, captain, { scope: "L1" });
    expect(refusal(scopes(story, "L2", duty))).toMatchObject({ code: "unauthorised", rule: "TST-31" });
    expect(refusal(scopes(story, "L1"))).toMatchObject({ code: "conflict" });
    expect(scopes(story, "L2").ok).toBe(true);
    expect(story.state.mode?.scope).toBe("L2");
    startsRollback(story, 4, captain, "back");
    expect(refusal(scopes(story, "L1"))).toMatchObject({ code: "rule", rule: "TST-31" });
  });
});

describe("a target", () => {
  it.each([
    ["somebody else", captain, "version", "v1", "unauthorised", "TST-32"],
    ["nothing in it", duty, "version", "  ", "invalid", "TST-32"],
    ["words for a time", duty, "moment", "this morning", "invalid", "TST-33"],
    ["an unknown name", duty, "constructor", "v1", "invalid", null],
  ])("[PT-5] is refused with %s", (_, by, target, value, code, rule) => {
    const story = room();
    expect(refusal(confirmsTarget(story, 1, by, target, value))).toMatchObject({ code, rule });
    expect(story.state.targets).toEqual({});
  });

  it("[PT-5] may be confirmed again, and no longer moves while the rollback runs", () => {
    const story = room();
    confirmsTarget(story, 1, duty, "version", "v1");
    confirmsTarget(story, 2, duty, "version", "v2");
    expect(story.state.targets.version?.value).toBe("v2");
    startsRollback(story, 3, captain, "back");
    expect(refusal(confirmsTarget(story, 4, duty, "version", "v3"))).toMatchObject({
      code: "rule",
      rule: "TST-32",
    });
  });
});

describe("a signed risk", () => {
  it("[PT-9] is the named role's, once", () => {
    const story = room();
    expect(refusal(attests(story, 1, duty, "risk"))).toMatchObject({ code: "unauthorised", rule: "TST-34" });
    expect(refusal(attests(story, 1, captain, "constructor"))).toMatchObject({ code: "invalid" });
    expect(attests(story, 1, captain, "risk").ok).toBe(true);
    expect(refusal(attests(story, 2, captain, "risk"))).toMatchObject({ code: "conflict", rule: "TST-34" });
  });

  it("[PT-9] over other words than were shown is refused", () => {
    const story = room();
    expect(refusal(attests(story, 1, captain, "risk", "0".repeat(64)))).toMatchObject({
      code: "stale",
      rule: "TST-34",
    });
    expect(story.state.attestations).toEqual({});
  });

  it("[PT-9] with another reason than was read, or for another incident, is refused", () => {
    const story = room();
    const read = { attestation: "risk", reason: "Nobody uses it" };
    const anchor = { logHead: { seq: story.state.seq, hash: story.state.head }, nonce: "0123456789abcdef" };
    const around = story.circumstances(1, captain);
    const allowed = mayAttest(story.state, pack, "risk", around);
    if (!allowed.ok) throw new Error("the captain may");
    const shownDigest = digestOf(attestationStatement(story.state, allowed.value, read, anchor, digestOf));
    const proof = { method: "server-attested", checked: ["password", "one-time-code"] } as const;
    const signed = {
      ...read,
      ...anchor,
      shownDigest,
      proof: { ...proof, checked: [...proof.checked] as ["password", "one-time-code"] },
    };
    const sign = (change: object, state = story.state) =>
      decideAttestation(state, pack, { ...signed, ...change }, around);
    expect(refusal(sign({ reason: "Everybody agrees" }))?.code).toBe("stale");
    expect(refusal(sign({ nonce: "another" }))?.code).toBe("stale");
    expect(refusal(sign({}, { ...story.state, reference: "INC-2" }))?.code).toBe("stale");
    expect(sign({}).ok).toBe(true);
  });
});

describe("the unfreeze", () => {
  it("[PT-9] is the named role's, waits for each criterion, and happens once", () => {
    const story = room();
    declaresMode(story, 1, captain);
    expect(refusal(lifts(story, 2, duty))).toMatchObject({ code: "unauthorised", rule: "TST-37" });
    const refused = refusal(lifts(story, 2, captain));
    expect(refused).toMatchObject({ code: "rule", rule: "TST-36" });
    expect(refused?.blockers).toEqual([{ rule: "TST-36", message: "Does not hold: The risk is signed" }]);
    attests(story, 3, captain, "risk");
    expect(lifts(story, 4, captain).ok).toBe(true);
    expect(story.state.freezes.find(({ freeze }) => freeze === "stop")?.liftedAt).not.toBeNull();
    expect(refusal(lifts(story, 5, captain))).toMatchObject({ code: "conflict", rule: "TST-37" });
  });

  it("[PT-2] nothing but the unfreeze lifts what the mode froze: a verified rollback does not", () => {
    const story = room();
    declaresMode(story, 1, captain);
    startsRollback(story, 2, captain, "back");
    stepsSucceed(story, 3);
    expect(story.state.freezes.find(({ freeze }) => freeze === "stop")?.liftedAt).toBeNull();
  });
});
