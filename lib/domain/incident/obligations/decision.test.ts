import { expect, it } from "vitest";
import { personWith } from "../testing/cast.ts";
import { smallPack } from "../testing/small-pack.ts";
import { declarationOf, packOf, Story } from "../testing/story.ts";
import { decisionObligations } from "./decision.ts";

const captain = personWith(1, ["captain"], "north");
const lead = personWith(2, ["lead"]);

const gates = { onward: { ...smallPack.gates?.onward, criteria: [] } } as typeof smallPack.gates;
const endsOnDecision = (pack: typeof smallPack): typeof smallPack => ({
  ...pack,
  gates,
  evidence: {},
  bundles: {},
  exit: [
    { id: "decision", title: "It is decided", condition: { is: "decision-sealed", gate: "onward" } },
    { id: "rollback", title: "The rollback is over", condition: { is: "rollback-settled" } },
  ],
});

function owedAfter(trigger: string, pack = smallPack) {
  const story = new Story(packOf(pack));
  const participants = [captain, lead].map(({ id, roles, party }) => ({ person: id, roles, party }));
  const declared = story.declares(
    0,
    captain,
    declarationOf({ trigger, severity: "B", participants, answers: { impact: "It is slow." } }),
  );
  expect(declared).toMatchObject({ ok: true });
  return decisionObligations(story.state, story.pack, null).map(({ act, owner }) => [act, owner]);
}

it("an end that waits for the decision alone asks its first party to propose it, because nothing else will", () => {
  const proposes = [{ kind: "propose-decision", gate: "onward" }, { parties: ["north"] }];
  expect(owedAfter("slow", endsOnDecision(smallPack))).toEqual([proposes]);
});

it("the decision waits where a rollback is to come, and where the end does not ask for it", () => {
  expect(owedAfter("down", endsOnDecision(smallPack))).toEqual([]);
  expect(owedAfter("slow", { ...endsOnDecision(smallPack), exit: smallPack.exit })).toEqual([]);
});
