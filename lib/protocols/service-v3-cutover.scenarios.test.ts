import { describe, expect, it } from "vitest";
import type { CheckpointDecided } from "#lib/domain/checkpoint/decide/who.ts";
import { whyNotGo } from "#lib/domain/checkpoint/outcome.ts";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import { isPartThere, missingParts } from "#lib/domain/checkpoint/record.ts";
import { consumer, lockedValues, producer, stranger, Walk } from "#lib/domain/checkpoint/testing/walk.ts";
import { builtInCheckpointPacks } from "./index.ts";

const parsed = parseCheckpointPack(builtInCheckpointPacks.find(({ id }) => id === "service-v3-cutover"));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { pack } = parsed;

function opened(): Walk {
  const walk = new Walk(pack);
  expect(walk.open().ok).toBe(true);
  return walk;
}
function refusal(decided: CheckpointDecided) {
  if (decided.ok) throw new Error("expected a refusal");
  return decided.refusal;
}
function accepted(decided: CheckpointDecided) {
  if (!decided.ok) throw new Error(decided.refusal.message);
  return decided.value;
}
const rulesAgainst = (decided: CheckpointDecided) => refusal(decided).blockers.map(({ rule }) => rule);
/** Everything done but the verdicts that are named. */
function proven(unanswered: "all" | "cutover" = "cutover"): Walk {
  const walk = opened();
  walk.follow(({ act }) => act.kind === "answer" && (unanswered === "all" || act.question === "cutover"));
  return walk;
}
const worker = { kind: "console", id: "baseline-probe" } as const;
const sevOne = [{ severity: "SEV-1", isCritical: true }];

describe("the baseline lock", () => {
  it.each([
    ["MKD-1.1", "tag"],
    ["MKD-1.2", "sha"],
    ["MKD-1.3", "serviceContract"],
    ["MKD-1.4", "apiContract"],
    ["MKD-1.5", "integrationBaseline"],
  ])("[%s] locks %s: none opens without it, and its change is NO-GO with its cause", (rule, name) => {
    expect(rulesAgainst(new Walk(pack).open({ ...lockedValues, [name]: " " }))).toEqual([rule]);
    const walk = proven();
    const seen = walk.observe({ [name]: "moved" });
    expect(seen).toMatchObject({
      ok: true,
      value: [
        { text: { cause: expect.stringContaining("became moved") }, actor: { kind: "console" } },
        ...["rehearsal", "cutover"].map((question) => ({
          type: "CheckpointSealed",
          actor: { kind: "console" },
          facts: { question, outcome: "no-go", cause: "baseline-moved", validUntil: null },
        })),
      ],
    });
    expect(walk.state.moved?.names).toEqual([name]);
    expect(walk.against("cutover")).toEqual(["MKD-1"]);
  });

  it("[MKD-1] a value that moved does not come back: GO stays refused and only closing is owed", () => {
    const walk = proven();
    walk.observe({ tag: "v0.3.3" });
    walk.observe({ tag: lockedValues.tag ?? "" }, consumer);
    expect(walk.state.moved?.names).toEqual(["tag"]);
    for (const question of ["rehearsal", "cutover"])
      expect(rulesAgainst(walk.answer(question, true, producer))).toContain("MKD-1");
    expect(walk.owed.map(({ act, rule }) => [act.kind, rule])).toEqual([["close", "MKD-1"]]);
    expect(walk.close().ok).toBe(true);
    expect(walk.state.closed?.outcomes.map(({ go }) => go)).toEqual([false, false]);
    expect(refusal(walk.answer("cutover", false, consumer, "Lock again.")).code).toBe("conflict");
  });

  it("[MKD-1] says for each value what it was when it moved, whatever is seen later, and adds one that moves later", () => {
    const walk = opened();
    walk.observe({ tag: "v0.3.3" }, consumer);
    accepted(walk.observe({ tag: lockedValues.tag ?? "", apiContract: "api.v2" }, consumer));
    expect(walk.state.moved).toMatchObject({ names: ["tag", "apiContract"], seq: 2 });
    expect(walk.outcome("cutover").because.map(({ title }) => title)).toEqual([
      "Release tag moved from v0.3.2 to v0.3.3",
      "API contract moved from api.v1 to api.v2",
    ]);
  });

  it.each([
    ["a moved value", (walk: Walk) => walk.observe({ tag: "v0.3.3" }, consumer)],
    ["an abort", (walk: Walk) => walk.abort("payload-drift")],
  ])(
    "[MKD-1] takes every reading while it is open, and after its end by %s only one that is news",
    (_, ends) => {
      const walk = opened();
      for (let times = 0; times < 2; times += 1) accepted(walk.observe(lockedValues, consumer));
      expect(walk.state.seq).toBe(3);
      accepted(ends(walk));
      const { seq } = walk.state;
      expect(refusal(walk.observe(lockedValues, consumer))).toMatchObject({
        code: "conflict",
        rule: "MKD-1",
      });
      expect(accepted(walk.observe(lockedValues))).toEqual([]);
      expect(accepted(walk.observe(lockedValues, worker, "probe"))).toEqual([]);
      expect(walk.state.seq).toBe(seq);
      accepted(walk.observe({ sha: null }, consumer));
      expect(walk.state.moved?.names).toContain("sha");
      expect(refusal(walk.observe({ sha: null }, consumer)).code).toBe("conflict");
    },
  );

  it("[MKD-1] is not locked on values that the approved baseline contradicts, nor by a stranger", () => {
    const other = new Walk(pack).open(lockedValues, producer, { tag: "v0.3.1" });
    expect(refusal(other)).toMatchObject({ rule: "MKD-1", blockers: [{ rule: "MKD-1.1" }] });
    expect(refusal(new Walk(pack).open(lockedValues, stranger)).code).toBe("unauthorised");
  });
});

const items: [rule: string, subject: string][] = [
  ["MKD-2.1", "producer-sign-off"],
  ["MKD-2.2", "consumer-sign-off"],
  ["MKD-2.3", "producer-run"],
  ["MKD-2.4", "candidate-payload"],
  ["MKD-3.1", "target-pin"],
  ["MKD-3.2", "manifest"],
  ["MKD-3.3", "handoff-payload"],
  ["MKD-3.4", "governing-documents"],
  ["MKD-3.5", "changelog"],
  ["MKD-4.1", "documents-agree"],
  ["MKD-4.2", "error-envelope"],
  ["MKD-4.3", "error-codes"],
  ["MKD-4.4", "parity"],
  ["MKD-4.5", "payload-modes"],
  ["MKD-5.1", "rollback-target"],
  ["MKD-5.2", "rollback-protocol"],
  ["MKD-5.3", "day-checklist"],
  ["MKD-5.4", "rollback-commands"],
];

describe("the criteria", () => {
  it.each(items)("[%s] %s alone being open forbids the cutover's GO and is named", (rule, subject) => {
    const walk = opened();
    const left = walk.follow(
      ({ act }) => act.kind === "answer" || ("criterion" in act && act.criterion === subject),
    );
    expect(left.map((one) => one.rule)).toContain(rule);
    expect(rulesAgainst(walk.answer("cutover", true, producer))).toContain(rule);
    expect(walk.against("cutover")).toContain(rule);
  });

  it("[MKD-2.5] an open SEV-2 regression forbids a GO to either question", () => {
    const walk = opened();
    walk.follow(({ act }) => act.kind === "answer" || act.kind === "write");
    walk.incidents = [{ severity: "SEV-2", isCritical: false }];
    for (const question of ["rehearsal", "cutover"])
      expect(rulesAgainst(walk.answer(question, true, consumer))).toContain("MKD-2.5");
    expect(walk.owed.map(({ act }) => act.kind)).toContain("settle-incidents");
  });

  it.each([
    ["MKD-2", "entry", 5],
    ["MKD-3", "artifacts", 5],
    ["MKD-4", "guarantees", 5],
    ["MKD-5", "way-back", 4],
  ])("[%s] the list %s has its %i items, and the cutover waits for each", (rule, id, count) => {
    const group = pack.criteria.find((one) => one.id === id);
    expect(group?.rule).toBe(rule);
    expect(group?.items.map((item) => item.rule)).toEqual(
      Array.from({ length: count }, (_, item) => `${rule}.${item + 1}`),
    );
    expect(pack.questions.find(({ opens }) => opens)?.needs).toContain(id);
  });

  it("[MKD-4.5] [MKD-4.2] a pass that does not show both modes is refused, and so is one without output", () => {
    const walk = opened();
    for (const output of ["", "stable: ok"])
      expect(refusal(walk.report("payload-modes", producer, { output })).rule).toBe("MKD-4.5");
    expect(refusal(walk.report("error-envelope", producer, { output: "service.v2 ok" })).rule).toBe(
      "MKD-4.2",
    );
  });

  it("[MKD-2.3] a green run shows each of its seven commands", () => {
    const walk = opened();
    const output = pack.runs["producer-run"]?.commands.slice(1).join("\n") ?? "";
    expect(refusal(walk.report("producer-run", producer, { output })).message).toContain("cargo fmt");
  });

  it("[MKD-3.1] [MKD-5.1] values are what they must be: a tag with its whole commit, the locked release", () => {
    const walk = opened();
    expect(refusal(walk.report("target-pin", producer, { value: "v0.4.0@abc" })).rule).toBe("MKD-3.1");
    expect(refusal(walk.report("rollback-target", producer, { value: "v9" })).rule).toBe("MKD-5.1");
  });

  it("[MKD-5.2] [MKD-2.2] what one side answers for, the other cannot report or attest", () => {
    const walk = opened();
    expect(refusal(walk.attest("rollback-protocol", producer)).rule).toBe("MKD-5.2");
    expect(refusal(walk.report("consumer-sign-off", producer)).rule).toBe("MKD-2.2");
    expect(refusal(walk.attest("manifest", producer)).code).toBe("invalid");
  });
});

describe("abort triggers", () => {
  it.each([
    ["MKD-6.1", "envelope-mismatch"],
    ["MKD-6.2", "payload-drift"],
    ["MKD-6.3", "release-evidence-missing"],
    ["MKD-6.4", "consumer-regression"],
    ["MKD-6.5", "way-back-missing"],
  ])("[MKD-6] [%s] %s is NO-GO at once, whatever stood before", (rule, trigger) => {
    const walk = opened();
    walk.follow();
    expect(walk.isOpening).toBe(true);
    const [aborted, ...sealed] = accepted(walk.abort(trigger));
    expect(aborted).toMatchObject({ text: { cause: expect.any(String) } });
    expect(sealed).toMatchObject(
      ["rehearsal", "cutover"].map((question) => ({
        type: "CheckpointSealed",
        actor: { kind: "console" },
        facts: { question, outcome: "no-go", cause: "abort-trigger" },
      })),
    );
    expect(walk.isOpening).toBe(false);
    for (const question of ["rehearsal", "cutover"]) expect(walk.against(question)).toEqual([rule]);
    expect(walk.owed.map(({ act, rule }) => [act.kind, rule])).toEqual([["close", rule]]);
  });

  it("[MKD-6] nothing else aborts, and no stranger does", () => {
    expect(refusal(opened().abort("bad-weather")).rule).toBe("MKD-6");
    expect(refusal(opened().abort("payload-drift", stranger)).code).toBe("unauthorised");
  });
});

describe("NO-GO criteria", () => {
  it.each([
    ["MKD-7.1", "producer-run", producer],
    ["MKD-7.2", "consumer-run", consumer],
  ])("[MKD-7] [%s] a red %s blocks the cutover by name", (rule, run, actor) => {
    const walk = proven();
    walk.report(run, actor, { passed: false, output: "" });
    expect(rulesAgainst(walk.answer("cutover", true, actor))).toContain(rule);
    expect(walk.against("cutover")).toContain(rule);
  });

  it("[MKD-7.3] a record that lacks a part, or a signature, is NO-GO and says so", () => {
    const walk = proven();
    walk.answer("cutover", true, producer);
    expect(walk.outcome("cutover")).toMatchObject({ go: false });
    expect(walk.outcome("cutover").because).toContainEqual({
      id: "record-open",
      title: "The joint record: incomplete and not signed yet",
      rule: "MKD-7.3",
    });
    const bare = opened();
    bare.follow(({ act }) => act.kind === "write" || (act.kind === "answer" && act.question === "cutover"));
    expect(rulesAgainst(bare.answer("cutover", true, producer))).toEqual(["MKD-8.6", "MKD-8.7"]);
  });

  it("[MKD-7.3] [MKD-9] what does not need the record says nothing of it, and is no GO before both sides signed", () => {
    const walk = proven("all");
    expect(walk.outcome("rehearsal").because).toEqual([
      { id: "verdict-producer", title: "Producer has not answered", rule: "MKD-8" },
      { id: "verdict-consumer", title: "Consumer has not answered", rule: "MKD-8" },
    ]);
    expect(walk.against("cutover")).toContain("MKD-7.3");
  });

  it("[MKD-7.4] a locked value that changed blocks the cutover", () => {
    const walk = proven();
    walk.observe({ apiContract: null });
    const question = pack.questions.find(({ id }) => id === "cutover");
    if (question === undefined) throw new Error("the cutover is not asked");
    const rules = whyNotGo(question, walk.state, pack, walk.around).map(({ rule }) => rule);
    expect(rules).toContain("MKD-7.4");
  });

  it("[MKD-7.5] a critical incident at decision time blocks the cutover, until it is over", () => {
    const walk = proven();
    walk.incidents = sevOne;
    expect(walk.against("cutover")).toContain("MKD-7.5");
    expect(rulesAgainst(walk.answer("cutover", true, producer))).toContain("MKD-7.5");
    walk.follow();
    expect(walk.isOpening).toBe(true);
    walk.incidents = sevOne;
    expect(walk.isOpening).toBe(false);
  });
});

describe("the joint record", () => {
  it.each([
    ["MKD-8.1", "decided-at"],
    ["MKD-8.2", "producer-verdicts"],
    ["MKD-8.3", "consumer-verdicts"],
    ["MKD-8.4", "baseline"],
    ["MKD-8.5", "evidence"],
    ["MKD-8.6", "residual-risks"],
    ["MKD-8.7", "rollback-owner"],
  ])("[MKD-8] [%s] has its part %s once the decision is open", (rule, id) => {
    const part = pack.record.find((one) => one.id === id);
    if (part === undefined) throw new Error(`the record has no ${id}`);
    expect(part.rule).toBe(rule);
    const walk = opened();
    expect(isPartThere(part, walk.state, pack)).toBe(id === "baseline");
    walk.follow();
    expect(isPartThere(part, walk.state, pack)).toBe(true);
    expect(missingParts(walk.state, pack)).toEqual([]);
  });

  it("[MKD-8.7] names the role that pulls the trigger, or is not written", () => {
    expect(refusal(opened().write("rollback-owner", producer, "v0.3.2", null)).rule).toBe("MKD-8.7");
  });

  it("[MKD-8] NO-GO may be said at any time, with what mends it", () => {
    const walk = opened();
    expect(refusal(walk.answer("cutover", false, consumer)).rule).toBe("MKD-8");
    expect(walk.answer("cutover", false, consumer, "Green contract tests.").ok).toBe(true);
    expect(walk.against("cutover")).toContain("MKD-8");
  });

  it("[MKD-8] one side's GO is not both sides', and an answer changes until the other side has signed", () => {
    const walk = proven();
    walk.answer("cutover", false, consumer, "Another dry run.");
    expect(walk.against("cutover")).toContain("MKD-8");
    walk.answer("cutover", true, consumer);
    expect(walk.isOpening).toBe(false);
    walk.answer("cutover", true, producer);
    expect(walk.isOpening).toBe(true);
  });
});

it("[MKD-9] the rehearsal stands at GO of both sides while the cutover is NO-GO", () => {
  const walk = opened();
  walk.follow(
    ({ id, rule }) => id.includes("cutover") || !(rule?.startsWith("MKD-2") || id.includes("rehearsal")),
  );
  for (const side of [producer, consumer])
    expect(walk.answer("cutover", false, side, "The other gates.").ok).toBe(true);
  expect(walk.state.verdicts).toMatchObject({
    producer: { rehearsal: { go: true }, cutover: { go: false } },
    consumer: { rehearsal: { go: true }, cutover: { go: false } },
  });
  expect(walk.outcome("rehearsal")).toMatchObject({ go: true, sealing: { outcome: "go" } });
  expect(walk.outcome("cutover")).toMatchObject({ go: false, sealing: { outcome: "no-go" } });
  expect(walk.isOpening).toBe(false);
});

it("a checkpoint walks to its sealed decision by what is owed alone", () => {
  const walk = opened();
  expect(walk.follow()).toEqual([]);
  expect(walk.state.closed).toBeNull();
  expect(walk.state.sealings.map(({ question, outcome }) => [question, outcome])).toEqual([
    ["rehearsal", "go"],
    ["cutover", "go"],
  ]);
});
