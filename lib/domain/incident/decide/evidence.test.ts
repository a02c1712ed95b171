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

describe("evidence", () => {
  it("[MKC-5.1] words alone are refused where a command's output is the proof", () => {
    const story = executed();
    const refused = story.asks(6, producer, (state, c) =>
      decideEvidence(state, pack, item({ kind: "text", exitCode: null, body: "trust me" }), c),
    );
    expect(refused).toMatchObject({ ok: false, refusal: { code: "rule", rule: "MKC-5.1" } });
    expect(currentEvidence(story.state, "parity")).toBeUndefined();
  });

  it("[MKC-5.1] what the console ran is told apart for good from what somebody handed in", () => {
    const story = executed();
    story.asks(6, producer, (state, c) => decideEvidence(state, pack, item(), c));
    expect(currentEvidence(story.state, "parity")).toMatchObject({ source: "person", by: producer.id });
    const worker = { kind: "console" as const, id: "worker" };
    const collected = { ...item({ evidence: idOf(0xe02), source: "console" }), askedBy: producer.id };
    story.asks(7, producer, (state, c) => decideCollected(state, pack, collected, { ...c, actor: worker }));
    expect(currentEvidence(story.state, "parity")).toMatchObject({ source: "console", by: producer.id });
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
});
