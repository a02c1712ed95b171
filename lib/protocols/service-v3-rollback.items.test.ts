import { describe, expect, it } from "vitest";
import { closingBlockers } from "#lib/domain/incident/decide/close.ts";
import { obligations } from "#lib/domain/incident/obligations.ts";
import {
  composedNotice,
  runOf,
  sendsNotice,
  startsRollback,
  stepsSucceed,
} from "#lib/domain/incident/testing/acts.ts";
import { handsIn, proposes, signs } from "#lib/domain/incident/testing/decisions.ts";
import {
  allEvidence,
  answers,
  commander,
  consumer,
  declare,
  incident,
  pack,
  producer,
  words,
  writer,
} from "./service-v3-rollback/testing/room.ts";

const openRules = (story: ReturnType<typeof incident>) =>
  closingBlockers(story.state, pack, { otherCriticalIncidents: 0 }).map(({ rule }) => rule);
const rolledBack = () => {
  const story = incident();
  startsRollback(story, 5, commander, "approved-baseline");
  stepsSucceed(story, 6);
  return story;
};

describe("severities", () => {
  it.each([
    ["MKC-1.1", "SEV-1", true, /wrong or unreliable.*no safe way/],
    ["MKC-1.2", "SEV-2", false, /contract.*drifted/],
    ["MKC-1.3", "SEV-3", false, /safe fallback/],
  ] as const)("[%s] %s says what it means, and whether it is critical: %s", (rule, id, critical, means) => {
    const severity = pack.severities.find((one) => one.id === id);
    expect(severity).toMatchObject({ rule, critical, means: expect.stringMatching(means) });
  });
});

describe("what a trigger asks for", () => {
  it("[MKC-2.3] an incident of payload drift stays open until the payload is verified again", () => {
    const story = incident({ trigger: "payload-drift", severity: "SEV-2" });
    expect(openRules(story)).toContain("MKC-2.3");
    handsIn(story, 6, producer, "payload");
    expect(openRules(story)).not.toContain("MKC-2.3");
  });

  it("[MKC-3.2] below SEV-1 the producer's word is owed for a rollback that the commander started", () => {
    const story = incident({ trigger: "payload-drift", severity: "SEV-2" });
    expect(startsRollback(story, 3, commander, "approved-baseline").ok).toBe(true);
    expect(runOf(story).approval).toMatchObject({ role: "producer-lead", answer: "owed" });
    expect(pack.authority.startRollback.map(({ rule }) => rule)).toContain("MKC-3.2");
  });
});

describe("the fields of the initial notice", () => {
  const body = () =>
    composedNotice(incident(), { number: 1, template: "initial", values: words, promises: 30 }).body;
  const required = (rule: string) =>
    Object.entries(pack.notices.initial?.carries ?? {})
      .filter(([, one]) => one === rule)
      .map(([path]) => path);

  it.each([
    ["MKC-4.1", ["incident.reference"], ["Incident: INC-1"]],
    ["MKC-4.2", ["trigger.title"], ["Trigger: Error answers have the wrong envelope"]],
    ["MKC-4.3", ["facts.contractMode"], ["service.v3 candidate"]],
    ["MKC-4.4", ["facts.currentPin", "facts.targetPin"], ["v1.5.0 (cccc", "v1.4.2 (bbbb"]],
    ["MKC-4.5", ["facts.impact"], ["Orders fail for everyone"]],
    ["MKC-4.6", ["facts.immediateActions"], ["Rolling back to 1.4.2"]],
    ["MKC-4.7", ["nextUpdate.at"], ["Next update: 2026-11-21 10:30:00 UTC"]],
  ])("[%s] %s is required and said", (rule, paths, said) => {
    expect(required(rule)).toEqual(paths);
    for (const path of paths) expect(pack.notices.initial?.requires).toContain(path);
    for (const words of said) expect(body()).toContain(words);
  });

  it.each([
    ["MKC-4.3", "contractMode"],
    ["MKC-4.4", "currentPin"],
    ["MKC-4.4", "targetPin"],
    ["MKC-4.5", "impact"],
    ["MKC-4.6", "immediateActions"],
  ] as const)("[%s] no incident is declared without %s", (rule, name) => {
    const { [name]: _left, ...others } = answers;
    expect(declare({ answers: others }).declared).toMatchObject({
      ok: false,
      refusal: { code: "rule", blockers: [{ rule }] },
    });
  });

  it.each([
    ["update", "fields.news", "Half way there"],
    ["update", "nextUpdate.at", "Next update: 2026-11-21 10:30:00 UTC"],
    ["closing", "fields.outcome", "Half way there"],
  ])("[MKC-4.7] the %s does not leave without %s", (template, path, said) => {
    const fields = { news: "Half way there", outcome: "Half way there" };
    const promises = template === "closing" ? {} : { promises: 30 };
    const whole = { number: 2, template, fields, ...promises };
    expect(composedNotice(incident(), whole).body).toContain(said);
    const { number } = whole;
    const lacking =
      path === "nextUpdate.at" ? { number, template, fields } : { number, template, ...promises };
    expect(sendsNotice(incident(), 5, writer, lacking)).toMatchObject({
      ok: false,
      refusal: { rule: "MKC-4.7", blockers: [{ rule: "MKC-4.7" }] },
    });
  });

  it.each(["update", "closing"])("[MKC-4.7] the %s says of which incident it is", (template) => {
    expect(pack.notices[template]?.requires).toContain("incident.reference");
    const { subject } = composedNotice(incident(), { number: 2, template, promises: 30 });
    expect(subject).toContain("INC-1");
  });
});

describe("the reversal evidence", () => {
  it.each([
    ...allEvidence.producer.map((name) => ["MKC-5.1", "producer", name] as const),
    ...allEvidence.consumer.map((name) => ["MKC-5.2", "consumer", name] as const),
  ])("[%s] the %s owes %s, and no GO is signed without it", (rule, party, missing) => {
    const story = rolledBack();
    const owed = obligations(story.state, pack).find(
      ({ act }) => act.kind === "hand-in-evidence" && act.requirement === missing,
    );
    expect(owed).toMatchObject({ rule, owner: { parties: [party] } });
    for (const name of allEvidence.producer.filter((one) => one !== missing))
      handsIn(story, 8, producer, name);
    for (const name of allEvidence.consumer.filter((one) => one !== missing))
      handsIn(story, 9, consumer, name);
    proposes(story, 10, producer, "continue");
    const barred = signs(story, 11, producer, { answer: "go-rehearsal" });
    expect(barred).toMatchObject({ ok: false, refusal: { blockers: [{ rule }] } });
    handsIn(story, 12, party === "producer" ? producer : consumer, missing);
    expect(signs(story, 13, producer, { answer: "go-rehearsal" }).ok).toBe(true);
  });
});

describe("the joint decision", () => {
  const barredBy = (answer: string, story = incident()) => {
    proposes(story, 10, producer, "continue");
    const signed = signs(story, 11, producer, { answer });
    return signed.ok
      ? []
      : signed.refusal.blockers.map(({ rule, message }) => `${rule} ${message}`).join("\n");
  };

  it("[MKC-6.1] no GO of either kind before the rollback is verified", () => {
    expect(barredBy("go-rehearsal")).toMatch(/MKC-6\.1 .*executed and verified/);
    expect(barredBy("go-rehearsal", rolledBack())).not.toContain("MKC-6.1");
  });

  it("[MKC-6.3] GO for the cutover needs a checkpoint at GO and no critical incident; the rehearsal does not", () => {
    const barred = barredBy("go-cutover", rolledBack());
    expect(barred).toMatch(/MKC-6\.3 .*checkpoint stands at GO/);
    expect(barred).toMatch(/MKC-6\.3 .*[Nn]o critical incident/);
    expect(barredBy("go-rehearsal", rolledBack())).not.toContain("MKC-6.3");
  });
});

describe("closing", () => {
  it("[MKC-3] waits for every clock, late or not", () => {
    expect(openRules(incident())).toContain("MKC-3");
  });

  it("[MKC-5] [MKC-6] waits for a started rollback to be complete, by the decision that both sides seal", () => {
    expect(openRules(incident())).not.toContain("MKC-6");
    const story = rolledBack();
    expect(openRules(story)).toEqual(expect.arrayContaining(["MKC-5", "MKC-6"]));
    for (const name of allEvidence.producer) handsIn(story, 8, producer, name);
    for (const name of allEvidence.consumer) handsIn(story, 9, consumer, name);
    proposes(story, 10, producer, "continue");
    for (const person of [producer, consumer]) signs(story, 11, person, { answer: "go-rehearsal" });
    expect(openRules(story)).not.toContain("MKC-5");
    expect(openRules(story)).not.toContain("MKC-6");
  });
});
