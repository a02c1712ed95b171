import { describe, expect, it } from "vitest";
import { closingBlockers, decideClosing } from "#lib/domain/incident/decide/close.ts";
import { decideDeliverable } from "#lib/domain/incident/decide/evidence.ts";
import { decidePublication } from "#lib/domain/incident/decide/notice.ts";
import { decideRecommendation, decideRepin } from "#lib/domain/incident/decide/rollback.ts";
import { decideRatification } from "#lib/domain/incident/decide/run.ts";
import { obligations } from "#lib/domain/incident/obligations.ts";
import {
  mailAccepts,
  runOf,
  sendsNotice,
  startsRollback,
  stepsSucceed,
} from "#lib/domain/incident/testing/acts.ts";
import { idOf, minute } from "#lib/domain/incident/testing/cast.ts";
import { handsIn, proposes, signs } from "#lib/domain/incident/testing/decisions.ts";
import {
  allEvidence,
  commander,
  consumer,
  incident,
  owed,
  pack,
  producer,
  words,
  writer,
} from "./service-v3-rollback/testing/room.ts";

describe("evidence, decision and end", () => {
  const rolledBack = () => {
    const story = incident();
    sendsNotice(story, 3, writer, { number: 1, template: "initial", values: words, promises: 30 });
    mailAccepts(story, 4, 1);
    startsRollback(story, 5, commander, "approved-baseline");
    stepsSucceed(story, 6);
    return story;
  };
  const proven = () => {
    const story = rolledBack();
    for (const name of allEvidence.producer) handsIn(story, 8, producer, name);
    for (const name of allEvidence.consumer) handsIn(story, 9, consumer, name);
    proposes(story, 10, producer, "continue");
    return story;
  };

  it("[MKC-5] is not complete before the sixth piece of evidence and the joint decision", () => {
    const story = rolledBack();
    expect(runOf(story).status).toBe("verified");
    expect(owed(story).filter((kind) => kind === "hand-in-evidence")).toHaveLength(6);
    for (const name of allEvidence.producer) handsIn(story, 8, producer, name);
    for (const name of allEvidence.consumer) handsIn(story, 9, consumer, name);
    expect(runOf(story).status).toBe("verified");
    proposes(story, 10, producer, "continue");
    signs(story, 11, producer, { answer: "go-rehearsal" });
    signs(story, 12, consumer, { answer: "go-rehearsal" });
    expect(runOf(story)).toMatchObject({ status: "complete", completedAt: minute(12) });
  });

  it.each([...allEvidence.producer, ...allEvidence.consumer])(
    "[MKC-5] no GO is signed without %s",
    (missing) => {
      const story = rolledBack();
      for (const name of allEvidence.producer.filter((one) => one !== missing))
        handsIn(story, 8, producer, name);
      for (const name of allEvidence.consumer.filter((one) => one !== missing))
        handsIn(story, 9, consumer, name);
      proposes(story, 10, producer, "continue");
      expect(signs(story, 11, producer, { answer: "go-rehearsal" })).toMatchObject({
        ok: false,
        refusal: {
          code: "rule",
          blockers: [{ message: expect.stringContaining(pack.evidence[missing]?.title ?? "no such") }],
        },
      });
    },
  );

  it("[MKC-5] the other side's evidence is not taken", () => {
    expect(handsIn(rolledBack(), 8, consumer, "alignment")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "MKC-5.1" },
    });
  });

  it("[MKC-6] the producer proposes, the consumer confirms, and the outcome is one of three", () => {
    expect(pack.gates.continue?.answers.map(({ label }) => label)).toEqual([
      "GO (rehearsal continuation)",
      "GO (runtime cutover)",
      "NO-GO",
    ]);
    expect(proposes(incident(), 3, consumer, "continue")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "MKC-6" },
    });
  });

  it("[MKC-6] unequal answers are NO-GO until they agree", () => {
    const story = proven();
    signs(story, 11, producer, { answer: "go-rehearsal" });
    signs(story, 12, consumer, { answer: "no-go", remediationPlan: "Mend the fallback first." });
    expect(story.state.decisions[0]?.sealed).toMatchObject({ outcome: "no-go", go: false });
    expect(runOf(story).status).toBe("verified");
    expect(owed(story)).toContain("propose-decision");
  });

  it("[MKC-6] NO-GO needs its remediation plan", () => {
    expect(signs(proven(), 11, producer, { answer: "no-go" })).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: "MKC-6" },
    });
  });

  it("[MKC-6] GO (runtime cutover) is barred by an open critical incident and without a checkpoint", () => {
    expect(signs(proven(), 11, producer, { answer: "go-cutover" })).toMatchObject({
      ok: false,
      refusal: {
        blockers: [
          { message: "Does not hold: A cutover checkpoint stands at GO" },
          { message: "Does not hold: No critical incident is open on the service" },
        ],
      },
    });
  });

  it("closes only at the very end, and names what is open until then", () => {
    const story = proven();
    for (const person of [producer, consumer]) signs(story, 11, person, { answer: "go-rehearsal" });
    const blockers = () =>
      closingBlockers(story.state, pack, { otherCriticalIncidents: 0 }).map(({ rule }) => rule);
    expect(blockers()).toEqual(["MKC-3", null, null]);
    const { run } = runOf(story);
    story.does(12, producer, (state, c) =>
      decideRecommendation(state, pack, { plan: "approved-baseline", reason: "x" }, c),
    );
    story.does(12, consumer, (state, c) => decideRepin(state, pack, { pin: "v1.4.2", body: "x" }, c));
    story.does(12, consumer, (state, c) => decideRatification(state, pack, { run, reason: "x" }, c));
    story.does(13, producer, (state, c) =>
      decideDeliverable(state, pack, { deliverable: "joint-summary", body: "x" }, c),
    );
    expect(blockers()).toEqual(["MKC-3", null]);
    const acts = obligations(story.state, pack).map(({ act }) => act);
    expect(acts).toContainEqual({ kind: "send-notice", notice: "closing" });
    sendsNotice(story, 13, writer, {
      number: 9,
      template: "closing",
      values: words,
      fields: { outcome: "Rolled back, and both sides agree." },
    });
    mailAccepts(story, 13, 9);
    expect(blockers()).toEqual([null]);
    const publication = {
      publication: idOf(77),
      state: "resolved" as const,
      services: [],
      title: "Over",
      body: "x",
    };
    story.does(14, writer, (state, c) => decidePublication(state, pack, publication, c));
    expect(blockers()).toEqual([]);
    story.does(15, commander, (state, c) => decideClosing(state, pack, { summary: "x" }, c));
    expect(story.state).toMatchObject({ status: "closed", phase: "closed" });
  });
});
