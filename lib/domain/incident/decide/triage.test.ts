import { describe, expect, it } from "vitest";
import type { Decided } from "../circumstances.ts";
import { personWith } from "../testing/cast.ts";
import { smallPack } from "../testing/small-pack.ts";
import { declarationOf, packOf, Story } from "../testing/story.ts";
import { decideBaseline, decideCheck, decideKnownBlocker } from "./check.ts";
import { decideFact } from "./fact.ts";
import { decidePlay } from "./play.ts";

const captain = personWith(1, ["captain"]);
const duty = personWith(2, ["duty"]);
const onlooker = personWith(3, []);
const owner = { role: "duty" };
const pack = packOf({
  ...smallPack,
  facts: {
    ...smallPack.facts,
    routes: { title: "Routes", kind: "list", asked: "triage", rule: "WP-2.1" },
    blast: { title: "Blast radius", kind: "text", asked: "triage", rule: "WP-2.2" },
    risk: { title: "Isolation at risk", kind: "yes-no", asked: "triage", rule: "WP-3.1" },
    volume: { title: "Volume", kind: "number", asked: "triage" },
    since: { title: "Since", kind: "instant", asked: "triage" },
    place: { title: "Place", kind: "choice", options: ["production"], asked: "triage" },
    pin: { title: "Pin", kind: "pin", asked: "triage" },
  },
  plays: {
    deny: {
      title: "Deny the route",
      means: "Answer with a refusal",
      offeredWhen: [{ is: "fact-is", fact: "risk", value: "yes" }],
      outranks: ["isolate"],
      rule: "WP-3.1",
    },
    isolate: { title: "Isolate the path", means: "Leave the others live", rule: "WP-3.2" },
  },
  checks: {
    smoke: { title: "Smoke", owner, kind: "result", rule: "PT-8.3" },
    pipeline: { title: "Pipeline", owner, kind: "result", replaceable: true, rule: "PT-8.1" },
    errors: { title: "Errors", owner, kind: "measure", tolerancePercent: 10, rule: "WP-6.1" },
    latency: { title: "Latency", owner, kind: "measure", atMost: 200 },
  },
});

function room(): Story {
  const story = new Story(pack);
  const participants = [captain, duty, onlooker].map(({ id, roles, party }) => ({
    person: id,
    roles,
    party,
  }));
  const declared = story.declares(
    1,
    captain,
    declarationOf({ trigger: "slow", severity: "C", participants, answers: { impact: "Slow" } }),
  );
  if (!declared.ok) throw new Error(declared.refusal.message);
  return story;
}
const fact = (story: Story, name: string, value: Parameters<typeof decideFact>[2]["value"], who = duty) =>
  story.asks(2, who, (state, around) => decideFact(state, pack, { fact: name, value }, around));
const play = (story: Story, name: string, who = captain) =>
  story.asks(3, who, (state, around) => decidePlay(state, pack, { play: name, reason: "It burns" }, around));
type Report = Partial<Parameters<typeof decideCheck>[2]>;
const check = (story: Story, name: string, report: Report = {}, who = duty) =>
  story.asks(4, who, (state, around) =>
    decideCheck(
      state,
      pack,
      { check: name, passed: true, value: null, command: "run", output: "ok", ...report },
      around,
    ),
  );
const baseline = (story: Story, tolerancePercent: number) =>
  story.asks(3, duty, (state, around) =>
    decideBaseline(state, pack, { check: "errors", value: 2, tolerancePercent, source: "The graph" }, around),
  );
const refusalOf = (decided: Decided) => (decided.ok ? null : decided.refusal);

describe("a fact of the triage", () => {
  it("[WP-2] is recorded, and found out again the newer stands", () => {
    const story = room();
    fact(story, "routes", "/a,\n/b ");
    expect(story.state.values.routes).toBe("/a, /b");
    fact(story, "routes", "/c");
    expect(story.state.values.routes).toBe("/c");
  });

  it("keeps words out of what cannot be redacted", () => {
    const story = room();
    fact(story, "blast", "One tenant");
    expect(story.entries("FactRecorded")[0]?.facts).toEqual({ fact: "blast", value: null });
    expect(story.state.given.blast).toBe(story.state.seq);
  });

  it.each([
    ["risk", "perhaps", "yes or no"],
    ["volume", "many", "a number"],
    ["since", "noon", "a time in UTC"],
    ["place", "moon", "one of production"],
    ["pin", "v1", "a tag and a commit"],
    ["routes", "  ", "is missing"],
    ["impact", "Other", "at the declaration"],
    ["nothing", "x", "asks for no fact"],
  ])("%s cannot be %j", (name, value, because) => {
    expect(refusalOf(fact(room(), name, value))?.message).toContain(because);
  });

  it.each([
    ["risk", "yes"],
    ["volume", "12.5"],
    ["since", "2026-11-21T09:00:00.000Z"],
    ["place", "production"],
    ["pin", { tag: "v1", sha: "abcdef0" }],
  ])("%s may be %j", (name, value) => {
    const story = room();
    fact(story, name, value);
    expect(story.state.values[name]).toEqual(value);
  });

  it("is not recorded by who only looks on", () => {
    expect(refusalOf(fact(room(), "routes", "/a", onlooker))?.code).toBe("unauthorised");
  });
});

describe("a containment play", () => {
  it("[WP-3.1] that protects data goes before one that keeps things available", () => {
    const story = room();
    fact(story, "risk", "yes");
    expect(refusalOf(play(story, "isolate"))).toMatchObject({ code: "rule", rule: "WP-3.1" });
    expect(play(story, "deny").ok).toBe(true);
    expect(play(story, "isolate").ok).toBe(true);
  });

  it("is not decided where its conditions do not hold, nor twice, nor by who does not lead", () => {
    const story = room();
    expect(refusalOf(play(story, "deny"))).toMatchObject({ code: "rule", rule: "WP-3.1" });
    expect(refusalOf(play(story, "isolate", duty))?.code).toBe("unauthorised");
    play(story, "isolate");
    expect(refusalOf(play(story, "isolate"))?.code).toBe("conflict");
  });
});

describe("a check", () => {
  it("[PT-8] is reported with what was printed, by its owner", () => {
    const story = room();
    expect(refusalOf(check(story, "smoke", { output: " " }))).toMatchObject({ rule: "PT-8.3" });
    expect(refusalOf(check(story, "smoke", {}, onlooker))?.code).toBe("unauthorised");
    expect(refusalOf(check(story, "smoke", { passed: null }))?.code).toBe("invalid");
    expect(check(story, "smoke").ok).toBe(true);
    expect(story.state.checks.smoke).toMatchObject({ passed: true, source: "person" });
  });

  it("[PT-8.1] may be stood for by a known blocker where the protocol says so, and no other may", () => {
    const story = room();
    const known = (name: string) =>
      story.asks(4, duty, (state, around) =>
        decideKnownBlocker(state, pack, { check: name, blocker: "Flaky since March", link: "" }, around),
      );
    expect(refusalOf(known("smoke"))).toMatchObject({ code: "rule", rule: "PT-8.3" });
    expect(known("pipeline").ok).toBe(true);
  });

  it("[WP-6.1] of a value is judged against the baseline that was recorded first", () => {
    const story = room();
    expect(refusalOf(check(story, "errors", { value: 2 }))?.message).toContain("what was normal before");
    expect(refusalOf(baseline(story, 11))).toMatchObject({ code: "rule", rule: "WP-6.1" });
    baseline(story, 10);
    check(story, "errors", { value: 2.21 });
    expect(story.state.checks.errors?.passed).toBe(false);
    check(story, "errors", { value: 2.2 });
    expect(story.state.checks.errors?.passed).toBe(true);
  });

  it("of a value with a limit is judged against that, and needs a value", () => {
    const story = room();
    expect(refusalOf(check(story, "latency"))?.code).toBe("invalid");
    check(story, "latency", { value: 201 });
    expect(story.state.checks.latency?.passed).toBe(false);
    check(story, "latency", { value: 200 });
    expect(story.state.checks.latency?.passed).toBe(true);
  });
});
