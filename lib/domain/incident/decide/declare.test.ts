import { describe, expect, it } from "vitest";
import { minute, theConsole } from "../testing/cast.ts";
import { smallPack } from "../testing/small-pack.ts";
import { captain, smallIncident } from "../testing/small-room.ts";
import { declarationOf, packOf, Story } from "../testing/story.ts";
import { type Declaration, decideDeclaration } from "./declare.ts";

const pack = packOf(smallPack);
const declared = (change: Partial<Declaration>) =>
  new Story(pack).declares(
    5,
    captain,
    declarationOf({
      trigger: "down",
      severity: "B",
      participants: [],
      answers: { impact: "x" },
      ...change,
    }),
  );

describe("a declaration", () => {
  it.each([
    ["down", "A", true],
    ["down", "B", true],
    ["down", "C", false],
    ["slow", "A", true],
    ["slow", "C", true],
  ])("[MKC-2] of %s at %s is accepted: %s", (trigger, severity, ok) => {
    expect(declared({ trigger, severity }).ok).toBe(ok);
  });

  it("[MKC-2] below the trigger's least severity is refused with the trigger's rule", () => {
    expect(declared({ severity: "C" })).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: "TST-2", message: '"It is down" is at least B; C is too low.' },
    });
  });

  it.each([
    [{ trigger: "unknown" }, 'no trigger "unknown"'],
    [{ severity: "Z" }, 'no severity "Z"'],
    [{ identifiedAt: minute(5.001) }, "in the future"],
  ])("with %j is refused and says why", (change, reason) => {
    const refused = declared(change);
    expect(refused).toMatchObject({ ok: false, refusal: { code: "invalid" } });
    expect(!refused.ok && refused.refusal.message).toContain(reason);
  });

  it("[WP-2.1] takes no moment of the past that lies after now", () => {
    const since = { title: "Since", kind: "instant" as const, past: true, rule: "WP-2.1" };
    const asking = packOf({ ...smallPack, facts: { ...smallPack.facts, since } });
    const at = (value: string) =>
      new Story(asking).declares(
        5,
        captain,
        declarationOf({
          trigger: "down",
          severity: "B",
          participants: [],
          answers: { impact: "x", since: value },
        }),
      );
    expect(at(minute(6))).toMatchObject({ ok: false, refusal: { code: "invalid", rule: "WP-2.1" } });
    expect(at(minute(5)).ok).toBe(true);
  });

  it.each([{}, { impact: "  " }])("without an asked fact (%j) is refused and names it", (answers) => {
    expect(declared({ answers })).toMatchObject({
      ok: false,
      refusal: { code: "rule", blockers: [{ rule: "TST-1", message: "Impact is missing." }] },
    });
  });

  it("is a person's", () => {
    const story = new Story(pack);
    const input = declarationOf({
      trigger: "down",
      severity: "B",
      participants: [],
      answers: { impact: "x" },
    });
    expect(decideDeclaration(pack, input, story.circumstances(5, theConsole))).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
  });

  it("keeps words out of the facts, so that they can be redacted", () => {
    const story = smallIncident({ answers: { impact: "Mrs Miller cannot order" } });
    expect(JSON.stringify(story.log)).not.toContain("Miller");
    expect(story.said[0]?.text).toMatchObject({ values: { impact: "Mrs Miller cannot order" } });
  });

  it("is led by who holds the leading role, else by who declared it", () => {
    expect(smallIncident().state.commander).toBe(captain.id);
    expect(smallIncident({ participants: [] }).state.commander).toBe(captain.id);
  });
});
