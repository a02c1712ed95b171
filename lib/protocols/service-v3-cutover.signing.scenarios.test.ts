import { describe, expect, it } from "vitest";
import type { CheckpointDecided } from "#lib/domain/checkpoint/decide/who.ts";
import type { LoggedCheckpointEvent } from "#lib/domain/checkpoint/events.ts";
import type { CheckpointObligation } from "#lib/domain/checkpoint/obligations.ts";
import { CheckpointStatement } from "#lib/domain/checkpoint/packet.ts";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import type { CheckpointRecord } from "#lib/domain/checkpoint/sealing.ts";
import { attested } from "#lib/domain/checkpoint/testing/proofs.ts";
import { consumer, producer, Walk } from "#lib/domain/checkpoint/testing/walk.ts";
import type { Proof } from "#lib/domain/incident/events/decision.ts";
import { digestOf } from "#lib/domain/incident/testing/digest.ts";
import { builtInCheckpointPacks } from "./index.ts";

const parsed = parseCheckpointPack(builtInCheckpointPacks.find(({ id }) => id === "service-v3-cutover"));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { pack } = parsed;

function accepted(decided: CheckpointDecided) {
  if (!decided.ok) throw new Error(decided.refusal.message);
  return decided.value;
}
function refusal(decided: { ok: boolean }) {
  if (decided.ok) throw new Error("expected a refusal");
  return (decided as CheckpointDecided & { ok: false }).refusal;
}
const types = (decided: CheckpointDecided) => accepted(decided).map(({ type }) => type);
/** Everything but the cutover's verdicts; the rehearsal is sealed at GO. */
function proven(): Walk {
  const walk = new Walk(pack);
  walk.open();
  walk.follow(({ act }) => act.kind === "answer" && act.question === "cutover");
  return walk;
}
/** Both questions at GO, both runs by pipelines. */
function sealedAtGo(): Walk {
  const walk = new Walk(pack);
  walk.open();
  walk.runs("producer-run", producer);
  walk.runs("consumer-run", consumer);
  walk.follow();
  expect(walk.isOpening).toBe(true);
  return walk;
}
const recordOf = (walk: Walk, question: string): CheckpointRecord =>
  JSON.parse(walk.outcome(question).sealing?.record ?? "null");

describe("a signed verdict", () => {
  it("[MKD-8.8] covers the whole packet, and the second side's seals the question with both", () => {
    const walk = proven();
    expect(types(walk.answer("cutover", true, producer))).toEqual(["VerdictSigned"]);
    expect(walk.outcome("cutover").sealing).toBeNull();
    expect(types(walk.answer("cutover", true, consumer))).toEqual(["VerdictSigned", "CheckpointSealed"]);
    const record = recordOf(walk, "cutover");
    expect(record).toMatchObject({ outcome: "go", cause: "same-answer", because: [], takesBack: null });
    expect(record.verdicts.map(({ party, answer }) => [party, answer])).toEqual([
      ["producer", "go"],
      ["consumer", "go"],
    ]);
    for (const { statement, statementDigest, person } of record.verdicts) {
      const said = CheckpointStatement.parse(JSON.parse(statement));
      expect(digestOf(said)).toBe(statementDigest);
      expect(said).toMatchObject({ packet: record.packet, packetDigest: digestOf(record.packet), person });
    }
    expect(record.packet.baseline.map(({ locked, seen }) => locked === seen)).toEqual(Array(5).fill(true));
    expect(record.packet.criteria).toHaveLength(19);
    expect(record.packet.runs.map(({ id, proof }) => [id, proof === null])).toEqual([
      ["producer-run", false],
      ["consumer-run", false],
    ]);
    expect(record.packet.written.map(({ id }) => id)).toEqual(["residual-risks", "rollback-owner"]);
  });

  it("[MKD-8.8] is NO-GO for both where one side signs NO-GO, and changes no more once it is sealed", () => {
    const walk = proven();
    walk.answer("cutover", true, producer);
    walk.answer("cutover", false, consumer, "Another dry run.");
    expect(walk.outcome("cutover").sealing).toMatchObject({ outcome: "no-go", cause: "unequal-answers" });
    expect(refusal(walk.answer("cutover", true, consumer)).code).toBe("conflict");
    expect(walk.isOpening).toBe(false);
  });

  it("[MKD-8.8] over a packet that changed meanwhile is stale, and so is one that was altered", () => {
    const walk = proven();
    const shown = walk.read("cutover", true, producer);
    if (!shown.ok) throw new Error(shown.refusal.message);
    const altered = { ...shown.value, shownDigest: "0".repeat(64) };
    expect(refusal(walk.sign(altered, producer))).toMatchObject({ code: "stale", rule: "MKD-8" });
    walk.report("manifest", producer, { output: "green, run again" });
    expect(refusal(walk.sign(shown.value, producer))).toMatchObject({ code: "stale", rule: "MKD-8" });
  });

  it("[MKD-8.8] is voided by a change of its packet, and the log says what changed", () => {
    const walk = proven();
    walk.answer("cutover", true, producer);
    const [, voided] = accepted(walk.report("manifest", producer, { passed: false, output: "" }));
    expect(voided).toMatchObject({
      type: "VerdictsVoided",
      actor: { kind: "console" },
      facts: { question: "cutover", voided: ["producer"] },
      text: { changes: "The producer's manifest is in line: does not hold any more" },
    });
    expect(walk.state.verdicts.producer?.cutover).toBeUndefined();
    expect(walk.state.voided.producer?.cutover).toMatchObject({ go: true });
    expect(walk.outcome("rehearsal").go).toBe(true);
    expect(walk.owed.map(({ act }) => act)).toContainEqual({ kind: "report", criterion: "manifest" });
    walk.follow();
    expect(walk.state.voided.producer?.cutover).toBeUndefined();
    expect(walk.isOpening).toBe(true);
  });

  it("[MKD-8.8] [MKD-8.6] is voided when a part of the record is written anew", () => {
    const walk = proven();
    walk.answer("cutover", true, consumer);
    const [, voided] = accepted(walk.write("residual-risks", producer, "One more is accepted."));
    expect(voided).toMatchObject({ text: { changes: "Residual risks that were accepted: written anew" } });
  });

  it("[MKD-8] is of one person for one side, whatever the roster says later", () => {
    const walk = proven();
    walk.answer("cutover", true, producer);
    const turned = { ...producer, party: "consumer" };
    expect(refusal(walk.answer("cutover", true, turned))).toMatchObject({
      code: "unauthorised",
      rule: "MKD-8",
    });
  });

  it("[MKD-8.8] for the cutover's GO is a passkey's; NO-GO and the rehearsal may be server-attested", () => {
    const walk = new Walk(pack);
    walk.open();
    walk.follow(({ act }) => act.kind === "answer");
    for (const side of [producer, consumer])
      expect(walk.answer("rehearsal", true, side, "", attested).ok).toBe(true);
    expect(refusal(walk.answer("cutover", true, producer, "", attested))).toMatchObject({
      code: "rule",
      message: expect.stringContaining("passkey"),
    });
    expect(walk.answer("cutover", false, producer, "No passkey here.", attested).ok).toBe(true);
    expect(recordOf(walk, "rehearsal").verdicts.map(({ proof }) => proof)).toEqual([attested, attested]);
  });

  it("[MKD-8.8] with a key that is another than this log enrolled for this person signs nothing", () => {
    const walk = proven();
    const shown = walk.read("cutover", true, producer);
    if (!shown.ok) throw new Error(shown.refusal.message);
    const own = walk.passkeyOf(producer);
    walk.enrol(consumer);
    for (const foreign of [
      { ...own, publicKeyCose: "somebody's own key" },
      { ...own, algorithm: -8 },
      { ...own, enrolledBy: null },
      walk.passkeyOf(consumer),
    ] as Proof[])
      expect(refusal(walk.sign(shown.value, producer, foreign))).toMatchObject({
        code: "unauthorised",
        message: expect.stringContaining("not as this log enrolled it"),
      });
    expect(walk.sign(shown.value, producer, own).ok).toBe(true);
  });

  it("[MKD-8.8] is by a key that the log names once: under a second credential it is refused", () => {
    const walk = proven();
    const own = { credentialId: "first", publicKeyCose: "one key", algorithm: -7 };
    expect(types(walk.enrol(producer, own))).toEqual(["SignerEnrolled"]);
    expect(types(walk.enrol(producer, own))).toEqual([]);
    expect(refusal(walk.enrol(consumer, { ...own, credentialId: "second" })).code).toBe("conflict");
  });

  it.each([
    ["cutover", "MKD-7.3"],
    ["rehearsal", "MKD-8"],
  ])("[MKD-8] that nobody signed, as an older log has it, counts for nothing at the %s", (question, rule) => {
    const walk = new Walk(pack);
    walk.open();
    walk.follow(({ act }) => act.kind === "answer" && act.question === question);
    for (const { party, id } of [producer, consumer])
      walk.log.push({
        seq: walk.log.length + 1,
        hash: digestOf(id),
        type: "VerdictGiven",
        facts: { party, question, go: true },
        actor: { kind: "person", id },
        recordedAt: "2026-02-08T10:00:00.000Z",
      } as LoggedCheckpointEvent);
    expect(walk.outcome(question)).toMatchObject({ go: false, sealing: null, because: [{ rule }] });
    const owed = walk.owed.map(({ act }) => (act.kind === "answer" ? act.question : act.kind));
    expect(owed.filter((one) => one === question)).toHaveLength(2);
    walk.follow();
    expect(walk.isOpening).toBe(true);
  });
});

describe("a sealed GO", () => {
  it("[MKD-8.8] says until when it is valid, and opens nothing after that", () => {
    const walk = new Walk(pack);
    walk.open();
    walk.follow();
    const { sealing } = walk.outcome("cutover");
    expect(Date.parse(sealing?.validUntil ?? "") - Date.parse(sealing?.at ?? "")).toBe(24 * 3_600_000);
    walk.hours = 23;
    expect(walk.isOpening).toBe(true);
    walk.hours = 24;
    expect(walk.isOpening).toBe(false);
    expect(walk.outcome("cutover").because.map(({ id }) => id)).toEqual(["expired"]);
    expect(walk.outcome("rehearsal").go).toBe(true);
  });

  it("[MKD-8.8] [MKD-3.1] stands for the value that was signed: another one is NO-GO and says which", () => {
    const walk = sealedAtGo();
    const other = `v0.4.0@${"e".repeat(40)}`;
    accepted(walk.report("target-pin", producer, { value: other }));
    expect(walk.isOpening).toBe(false);
    expect(walk.outcome("cutover").because).toEqual([
      {
        id: "changed-target-pin",
        title: `Tag and commit of the target are fixed: v0.4.0@${"b".repeat(40)} was signed, and it is ${other} now`,
        rule: "MKD-3.1",
      },
    ]);
    expect(walk.outcome("rehearsal").go).toBe(true);
    accepted(walk.report("target-pin", producer));
    expect(walk.isOpening).toBe(true);
  });

  it("[MKD-8.8] [MKD-7.1] is no GO for a run that turned red, and none for it green at another commit", () => {
    const walk = sealedAtGo();
    const [command = ""] = pack.runs["producer-run"]?.commands ?? [];
    accepted(walk.pipeline("producer-run", producer, command, { exitCode: 1 }));
    expect(walk.against("cutover")).toEqual(["MKD-2.3", "MKD-7.1"]);
    walk.runs("producer-run", producer, "e".repeat(40));
    expect(walk.isOpening).toBe(false);
    expect(walk.outcome("cutover").because.map(({ id }) => id)).toEqual(["changed-producer-run"]);
    expect(walk.outcome("rehearsal").because.map(({ id }) => id)).toEqual(["changed-producer-run"]);
    walk.runs("producer-run", producer);
    expect(walk.isOpening).toBe(true);
  });

  it("[MKD-8.8] [MKD-4.4] is over the commit at which a check was green, also where it says the same at another", () => {
    const walk = new Walk(pack);
    walk.open();
    walk.runs("parity", producer);
    walk.follow();
    walk.runs("parity", producer);
    expect(walk.isOpening).toBe(true);
    walk.runs("parity", producer, "e".repeat(40));
    expect(walk.outcome("cutover").because).toMatchObject([{ id: "changed-parity", rule: "MKD-4.4" }]);
    expect(walk.outcome("rehearsal").go).toBe(true);
  });

  it.each([
    ["residual-risks", (walk: Walk) => walk.write("residual-risks", producer, "One more is accepted.")],
    ["manifest", (walk: Walk) => walk.report("manifest", producer, { output: "green, another manifest" })],
    ["rollback-protocol", (walk: Walk) => walk.attest("rollback-protocol", consumer, "Read another.")],
  ])("[MKD-8.8] is over the words that were signed: %s anew takes it away", (id, anew) => {
    const walk = sealedAtGo();
    accepted(anew(walk));
    expect(walk.outcome("cutover").because).toMatchObject([
      { id: `changed-${id}`, title: expect.stringContaining("anew since it was signed") },
    ]);
    expect(walk.isOpening).toBe(false);
  });

  it("[MKD-8.8] that is over, or was signed over something else, leaves its closing owed, with what is the matter", () => {
    const walk = sealedAtGo();
    expect(walk.owed).toEqual([]);
    walk.hours = 25;
    expect(walk.owed).toMatchObject([
      { act: { kind: "close" }, title: expect.stringContaining("The GO was valid until"), rule: "MKD-9" },
    ]);
    const changed = sealedAtGo();
    accepted(changed.report("target-pin", producer, { value: `v0.5.0@${"e".repeat(40)}` }));
    expect(changed.owed).toMatchObject([
      { act: { kind: "close" }, title: expect.stringContaining("v0.5.0"), rule: "MKD-3.1" },
    ]);
    expect(changed.act(changed.owed[0] as CheckpointObligation).ok).toBe(true);
    expect(changed.owed).toEqual([]);
  });

  it("[MKD-7] that turned red is owed what makes it stand again, and no signature", () => {
    const walk = sealedAtGo();
    accepted(walk.report("manifest", producer, { passed: false }));
    walk.incidents = [{ severity: "SEV-1", isCritical: true }];
    expect(walk.owed.map(({ act, rule }) => [act.kind, rule])).toEqual([
      ["settle-incidents", "MKD-2.5"],
      ["report", "MKD-3.2"],
    ]);
    expect(walk.follow()).toEqual([]);
    expect(walk.isOpening).toBe(true);
  });

  it("[MKD-1] is taken back by the console when a locked value moves, in a record that nobody signed", () => {
    const walk = new Walk(pack);
    walk.open();
    walk.follow();
    const first = walk.outcome("cutover").sealing;
    walk.observe({ apiContract: "api.v2" }, consumer);
    expect(walk.outcome("cutover").sealing).toMatchObject({ outcome: "no-go", cause: "baseline-moved" });
    expect(recordOf(walk, "cutover")).toMatchObject({
      takesBack: first?.recordDigest,
      verdicts: [],
      because: [{ title: "API contract moved from api.v1 to api.v2", rule: "MKD-1" }],
      validUntil: null,
    });
    expect(walk.isOpening).toBe(false);
    expect(walk.state.sealings.map(({ question, outcome }) => [question, outcome])).toEqual([
      ["rehearsal", "go"],
      ["cutover", "go"],
      ["rehearsal", "no-go"],
      ["cutover", "no-go"],
    ]);
  });

  it("[MKD-1] [MKD-8.8] is never reached by the second signature when the baseline moved under the first", () => {
    const walk = proven();
    walk.answer("cutover", true, producer);
    const shown = walk.read("cutover", true, consumer);
    if (!shown.ok) throw new Error(shown.refusal.message);
    expect(types(walk.observe({ tag: "v0.3.3" }))).toEqual([
      "BaselineObserved",
      "CheckpointSealed",
      "VerdictsVoided",
      "CheckpointSealed",
    ]);
    expect(refusal(walk.sign(shown.value, consumer)).code).toBe("conflict");
  });
});
