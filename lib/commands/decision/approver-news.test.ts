import { describe, expect, it } from "vitest";
import { clockAddress } from "#lib/domain/incident/packet-address.ts";
import { answers, asksBack } from "#lib/domain/incident/testing/commanding.ts";
import { decisionId, proposes, signs } from "#lib/domain/incident/testing/decisions.ts";
import { lead, peer, smallIncident } from "#lib/domain/incident/testing/small-room.ts";
import type { Story } from "#lib/domain/incident/testing/story.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { builtInPacks } from "#lib/protocols/index.ts";
import { approverNews } from "./approver-news.ts";

const path = `/decisions/${decisionId()}`;
const news = (story: Story) => approverNews(story.state, story.pack, story.state.seq);

function proposed(): Story {
  const story = smallIncident();
  const done = proposes(story, 1, lead, "onward");
  if (!done.ok) throw new Error(done.refusal.message);
  return story;
}

describe("what is asked of an approver", () => {
  it("[MKC-6] is an answer of both sides when a decision is proposed, then of the side that has not signed, then nothing", () => {
    const story = proposed();
    expect(news(story)).toMatchObject({ to: [lead.id, peer.id], path });
    const noGo = { answer: "stop", remediationPlan: "Mend it." };
    expect(signs(story, 2, peer, noGo).ok).toBe(true);
    expect(news(story)).toMatchObject({ to: [lead.id], path });
    expect(signs(story, 3, lead, noGo).ok).toBe(true);
    expect(news(story)).toBeNull();
  });

  it("[MKC-6] is told to whom a question back is put, and its answer to who asked", () => {
    const story = proposed();
    asksBack(story, 2, peer, { decision: decisionId() }, { person: lead.id });
    const asked = story.state.seq;
    expect(news(story)).toMatchObject({ to: [lead.id], path });
    answers(story, 3, lead);
    expect(news(story)).toMatchObject({ to: [peer.id], path });
    expect(approverNews(story.state, story.pack, asked)).toBeNull();
  });

  it("is nothing for an entry that asks nobody", () => {
    expect(news(smallIncident())).toBeNull();
    expect(approverNews(proposed().state, smallIncident().pack, 1)).toBeNull();
  });
});

describe("the address in a reminder", () => {
  const mvp4 = parsePack(builtInPacks.find(({ id }) => id === "mvp4-ga"));
  if (!mvp4.ok) throw new Error("the pack does not parse");
  it.each([
    ["approval-answer", "?owed=answer-approval"],
    ["ratification", "?owed=ratify"],
    ["report", "?owed=file-report"],
    ["announcement", ""],
  ])("[SM-4] of %s opens what meets it", (clock, query) => {
    const { state } = smallIncident();
    expect(clockAddress(state, mvp4.pack, clock)).toBe(`/incidents/${state.reference}${query}`);
  });

  it("[MKC-6] of a decision is its packet", () => {
    const story = proposed();
    const [first] = Object.keys(story.pack.clocks);
    const metBy = { is: "conditions" as const, all: [{ is: "decision-sealed" as const, gate: "onward" }] };
    const clock = { ...story.pack.clocks[first ?? ""], metBy };
    const pack = { ...story.pack, clocks: { decided: clock } } as typeof story.pack;
    expect(clockAddress(story.state, pack, "decided")).toBe(path);
  });
});
