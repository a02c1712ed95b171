import { describe, expect, it } from "vitest";
import { startsRollback, stepsSucceed } from "../incident/testing/acts.ts";
import { decisionId, handsIn, proposes, signs } from "../incident/testing/decisions.ts";
import { captain, lead, peer, smallIncident } from "../incident/testing/small-room.ts";
import type { Story } from "../incident/testing/story.ts";
import { repositoryRecord } from "./repository-record.ts";

const nameOf = (person: string) => (person === lead.id ? "Lea | <b>Lead</b>" : "Somebody");
const record = (story: Story, kind: "verification-results" | "decision-log") =>
  repositoryRecord(kind, story.state, story.pack, { nameOf });

function rolledBack(): Story {
  const story = smallIncident({ severity: "B" });
  startsRollback(story, 1, captain, "back");
  stepsSucceed(story, 2);
  handsIn(story, 3, lead, "logs");
  handsIn(story, 3, peer, "tests");
  proposes(story, 4, lead, "onward");
  return story;
}

describe("what a repository gets of an incident", () => {
  it("holds every step of every run, and says at which entry and hash it was true", () => {
    const story = rolledBack();
    const { name, text } = record(story, "verification-results");
    expect(name).toBe(`${story.state.reference}-verification.md`);
    expect(text).toContain(`True at entry ${story.state.seq} `);
    expect(text).toContain(`\`${story.state.head.slice(0, 16)}\``);
    expect(text.match(/\| succeeded \| 0 \| 1 \|/g)).toHaveLength(story.state.runs[0]?.steps.length ?? 0);
    expect(record(story, "verification-results").text).toBe(text);
  });

  it("says who signed what and what was sealed; what is not sealed is no decision", () => {
    const story = rolledBack();
    expect(signs(story, 5, lead, { answer: "go" }).ok).toBe(true);
    expect(record(story, "decision-log").text).toContain("Not sealed: no decision exists.");
    expect(signs(story, 6, peer, { answer: "go" }).ok).toBe(true);
    const { name, text } = record(story, "decision-log");
    const sealed = story.state.decisions.find(({ decision }) => decision === decisionId())?.sealed;
    expect(name).toBe(`${story.state.reference}-decisions.md`);
    expect(text).toContain(`**go** (record \`${sealed?.recordDigest}\`)`);
    expect(text).toContain("| Somebody | go |");
  });

  it("lets nobody's words become markup", () => {
    const story = rolledBack();
    signs(story, 5, lead, { answer: "go" });
    expect(record(story, "decision-log").text).toContain("Lea \\| \\<b\\>Lead\\</b\\>");
  });

  it("says so where there is nothing yet", () => {
    const story = smallIncident();
    expect(record(story, "decision-log").text).toContain("Nothing was put to decision.");
    expect(record(story, "verification-results").text).toContain("## Checks\n\nNone.");
  });
});
