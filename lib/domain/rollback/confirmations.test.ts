import { describe, expect, it } from "vitest";
import { startsRollback } from "../incident/testing/acts.ts";
import { smallPack } from "../incident/testing/small-pack.ts";
import { captain, smallIncident } from "../incident/testing/small-room.ts";
import { confirmationsOf } from "./confirmations.ts";

const [first, ...others] = smallPack.plans?.back?.steps ?? [];
if (first === undefined) throw new Error("the small plan has no step");
const says = "lose everything since {{baseline.release}}";
const pack = {
  ...smallPack,
  plans: {
    ...smallPack.plans,
    back: {
      ...smallPack.plans?.back,
      title: "Back",
      steps: [{ ...first, confirm: says, rule: "TST-9" }, ...others],
    },
  },
};
const starts = (confirmed: Record<string, string>) =>
  startsRollback(smallIncident({}, 0, pack), 1, captain, "back", { confirmed });

describe("a step that asks for typed words", () => {
  it("asks for them with its values filled in", () => {
    const { state, pack: parsed } = smallIncident({}, 0, pack);
    expect(confirmationsOf(state, parsed, "back")).toEqual([
      { step: first.id, title: first.title, rule: "TST-9", says: "lose everything since 1.4.2" },
    ]);
  });

  it.each([
    ["1", "lose 1 minute of data"],
    ["11", "lose 11 minutes of data"],
  ])("asks, with the number %s, for %s", (release, asked) => {
    const { state, pack: parsed } = smallIncident({}, 0, pack);
    const written = structuredClone(parsed);
    const [step] = written.plans.back?.steps ?? [];
    if (step !== undefined) step.confirm = "lose {{baseline.release}} minutes of data";
    const [first] = confirmationsOf({ ...state, baseline: { release } }, written, "back");
    expect(first?.says).toBe(asked);
  });

  it.each([
    ["nothing", {}],
    ["other words", { [first.id]: "yes" }],
    ["the words with their placeholder", { [first.id]: says }],
    ["the words in other letters", { [first.id]: "Lose everything since 1.4.2" }],
    ["the words for another step", { other: "lose everything since 1.4.2" }],
  ])("does not start upon %s", (_what, confirmed) => {
    expect(starts(confirmed)).toMatchObject({
      ok: false,
      refusal: {
        code: "rule",
        rule: "TST-9",
        blockers: [{ message: expect.stringContaining("lose everything since 1.4.2") }],
      },
    });
  });

  it("starts upon exactly these words", () => {
    expect(starts({ [first.id]: "lose everything since 1.4.2" }).ok).toBe(true);
  });

  it("asks for none where the plan names none", () => {
    expect(startsRollback(smallIncident(), 1, captain, "back").ok).toBe(true);
  });
});
