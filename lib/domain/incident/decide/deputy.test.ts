import { describe, expect, it } from "vitest";
import { Statement } from "../../decision/statement.ts";
import type { ActingPerson } from "../circumstances.ts";
import { minute } from "../testing/cast.ts";
import { asksBack } from "../testing/commanding.ts";
import { decisionId, proposes, signs } from "../testing/decisions.ts";
import { captain, duty, lead, outsider, peer, smallIncident } from "../testing/small-room.ts";
import type { Story } from "../testing/story.ts";
import { decideEndingDeputy, decideNamingDeputy } from "./deputy.ts";
import { decideRole } from "./timeline.ts";

const noGo = { answer: "stop", remediationPlan: "Mend it." };

function proposed(): Story {
  const story = smallIncident();
  const done = proposes(story, 1, lead, "onward");
  if (!done.ok) throw new Error(done.refusal.message);
  return story;
}
const names = (story: Story, at: number, by: ActingPerson, who: { id: string }, until = 60) =>
  story.asks(at, by, (state, around) => {
    const naming = { person: who.id, from: minute(at), until: minute(until), reason: "Asleep." };
    return decideNamingDeputy(state, story.pack, naming, around);
  });
const ends = (story: Story, at: number, by: ActingPerson, named: number) =>
  story.asks(at, by, (state, around) =>
    decideEndingDeputy(state, story.pack, { named, reason: "Awake." }, around),
  );

describe("a deputy for a decision", () => {
  it("[MKC-6] signs for the lead's party in their own name, and says for whom; the party has one verdict", () => {
    const story = proposed();
    expect(signs(story, 2, duty, noGo)).toMatchObject({ refusal: { code: "unauthorised", rule: "TST-6" } });
    expect(names(story, 2, lead, duty).ok).toBe(true);
    const named = story.state.seq;
    expect(asksBack(story, 3, duty, { decision: decisionId() }, { role: "captain" }).ok).toBe(true);
    expect(signs(story, 3, duty, noGo).ok).toBe(true);
    const verdict = story.state.decisions[0]?.verdicts.north;
    expect(verdict).toMatchObject({ party: "north", person: duty.id });
    expect(Statement.parse(JSON.parse(verdict?.statement ?? ""))).toMatchObject({
      deputyFor: { person: lead.id, named },
    });
    expect(signs(story, 4, lead, noGo)).toMatchObject({ refusal: { code: "conflict", rule: "TST-6" } });
    expect(signs(story, 5, peer, noGo).ok).toBe(true);
    expect(story.state.decisions[0]?.sealed).toMatchObject({ go: false, cause: "same-answer" });
  });

  it("[MKC-6] is nobody's any more once they come to a party, once their time is over, and once it is taken back", () => {
    const seated = proposed();
    names(seated, 2, lead, duty);
    seated.asks(3, captain, (state, around) =>
      decideRole(state, seated.pack, { person: duty.id, role: "peer", party: "south" }, around),
    );
    signs(seated, 4, duty, noGo);
    expect(Object.keys(seated.state.decisions[0]?.verdicts ?? {})).toEqual(["south"]);
    const over = proposed();
    names(over, 2, lead, duty, 10);
    expect(signs(over, 10, duty, noGo)).toMatchObject({ refusal: { code: "unauthorised" } });
    const back = proposed();
    names(back, 2, lead, duty);
    const named = back.state.seq;
    expect(ends(back, 3, peer, named)).toMatchObject({ refusal: { code: "unauthorised", rule: "TST-6" } });
    expect(ends(back, 3, lead, named).ok).toBe(true);
    expect(signs(back, 4, duty, noGo)).toMatchObject({ refusal: { code: "unauthorised" } });
  });

  it.each([
    ["by the commander, who is of no party", captain, duty, "unauthorised", null],
    ["of the other party", lead, peer, "unauthorised", "TST-6"],
    ["of nobody with a part in it", lead, outsider, "invalid", "TST-6"],
    ["of oneself", lead, lead, "invalid", "TST-6"],
  ] as const)("[MKC-6] is not named %s", (_, by, who, code, rule) => {
    expect(names(proposed(), 2, by, who)).toMatchObject({ ok: false, refusal: { code, rule } });
  });
});
