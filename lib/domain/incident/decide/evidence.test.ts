import { describe, expect, it } from "vitest";
import { currentEvidence } from "#lib/domain/gate/holds.ts";
import { startsRollback, stepsSucceed } from "#lib/domain/incident/testing/acts.ts";
import { idOf } from "#lib/domain/incident/testing/cast.ts";
import { digestOf } from "#lib/domain/incident/testing/digest.ts";
import {
  commander,
  consumer,
  incident,
  pack,
  producer,
} from "#lib/protocols/service-v3-rollback/testing/room.ts";
import { decideCollected, decideEvidence, type HandIn } from "./evidence.ts";

function executed() {
  const story = incident();
  startsRollback(story, 3, commander, "approved-baseline");
  stepsSucceed(story, 5, "act");
  return story;
}

const item = (change: Partial<HandIn> = {}): HandIn => ({
  evidence: idOf(0xe01),
  requirement: "parity",
  source: "person",
  kind: "command-output",
  sha256: digestOf("output"),
  bytes: 6,
  exitCode: 0,
  summary: "parity holds",
  body: "output",
  ...change,
});

const pipelineRun = {
  token: idOf(0xf01),
  startedAt: "2026-02-08T10:00:00.000Z",
  endedAt: "2026-02-08T10:01:00.000Z",
  repository: "git@example.com:kernel.git",
  branch: "main",
  commit: "a".repeat(40),
  isClean: true,
  output: { sha256: digestOf("output"), bytes: 6 },
};

describe("evidence", () => {
  it("[MKC-5.1] words alone are refused where a command's output is the proof", () => {
    const story = executed();
    const refused = story.asks(6, producer, (state, c) =>
      decideEvidence(state, pack, item({ kind: "text", exitCode: null, body: "trust me" }), c),
    );
    expect(refused).toMatchObject({ ok: false, refusal: { code: "rule", rule: "MKC-5.1" } });
    expect(currentEvidence(story.state, story.pack, "parity")).toBeUndefined();
  });

  it("[MKC-5.1] what the console ran is told apart for good from what somebody handed in", () => {
    const story = executed();
    story.asks(6, producer, (state, c) => decideEvidence(state, pack, item(), c));
    expect(currentEvidence(story.state, story.pack, "parity")).toMatchObject({
      source: "person",
      by: producer.id,
    });
    const worker = { kind: "console" as const, id: "worker" };
    const collected = { ...item({ evidence: idOf(0xe02), source: "console" }), askedBy: producer.id };
    story.asks(7, producer, (state, c) => decideCollected(state, pack, collected, { ...c, actor: worker }));
    expect(currentEvidence(story.state, story.pack, "parity")).toMatchObject({
      source: "console",
      by: producer.id,
    });
  });

  it("[MKC-5.1] nobody but the console says that the console ran it", () => {
    const story = executed();
    const collected = { ...item({ source: "console" }), askedBy: producer.id };
    const claimed = story.asks(6, producer, (state, c) => decideCollected(state, pack, collected, c));
    expect(claimed).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
  });

  it("[MKC-5.1] the console runs nothing for a member of the other party", () => {
    const story = executed();
    const worker = { kind: "console" as const, id: "worker" };
    const collected = { ...item({ source: "console" }), askedBy: consumer.id };
    const refused = story.asks(6, consumer, (state, c) =>
      decideCollected(state, pack, collected, { ...c, actor: worker }),
    );
    expect(refused).toMatchObject({ ok: false, refusal: { code: "unauthorised", rule: "MKC-5.1" } });
  });

  it("[MKC-5.1] a pipeline's failure is recorded, and nothing proves the requirement until it succeeds", () => {
    const story = executed();
    story.asks(6, producer, (state, c) => decideEvidence(state, pack, item(), c));
    const failure = {
      ...item({ evidence: idOf(0xe02), kind: "check-result", exitCode: 3 }),
      run: pipelineRun,
    };
    const alone = item({ evidence: idOf(0xe02), exitCode: 3 });
    expect(story.asks(7, producer, (state, c) => decideEvidence(state, pack, alone, c))).toMatchObject({
      ok: false,
      refusal: { rule: "MKC-5.1" },
    });
    expect(story.asks(7, producer, (state, c) => decideEvidence(state, pack, failure, c)).ok).toBe(true);
    expect(story.state.evidence.map(({ supersededBy }) => supersededBy)).toEqual([idOf(0xe02), null]);
    expect(currentEvidence(story.state, story.pack, "parity")).toBeUndefined();
    const again = { ...failure, evidence: idOf(0xe03), exitCode: 0 };
    story.asks(8, producer, (state, c) => decideEvidence(state, pack, again, c));
    expect(currentEvidence(story.state, story.pack, "parity")).toMatchObject({ evidence: idOf(0xe03) });
    expect(story.state.evidence[1]).toMatchObject({ supersededBy: idOf(0xe03) });
  });
});
