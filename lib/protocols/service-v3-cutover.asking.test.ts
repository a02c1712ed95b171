import { describe, expect, it } from "vitest";
import { unanswered } from "#lib/domain/checkpoint/asking.ts";
import { leadsOf } from "#lib/domain/checkpoint/leads.ts";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import { consumer, producer, stranger, Walk } from "#lib/domain/checkpoint/testing/walk.ts";
import { endReminderAt, runningOut } from "#lib/domain/checkpoint/validity.ts";
import { builtInCheckpointPacks } from "./index.ts";

const parsed = parseCheckpointPack(builtInCheckpointPacks.find(({ id }) => id === "service-v3-cutover"));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { pack } = parsed;

/** Everything but the cutover's verdicts; the rehearsal is sealed at GO. */
function proven(): Walk {
  const walk = new Walk(pack);
  walk.open();
  walk.follow(({ act }) => act.kind === "answer" && act.question === "cutover");
  return walk;
}

/** The same, with something that the consumer asks the producer. */
function asked() {
  const walk = proven();
  if (!walk.askBack("cutover", "producer", consumer).ok) throw new Error("it could not be asked");
  return { walk, seq: walk.state.seq };
}
const owedBack = (walk: Walk) => walk.owed.filter(({ act }) => act.kind === "answer-back");

describe("a question back", () => {
  it("[MKD-8] is owed by the side that it is put to until that side answers, and both stay in the log", () => {
    const { walk, seq } = asked();
    expect(owedBack(walk)).toMatchObject([
      { act: { asked: seq }, owner: { parties: ["producer"] }, rule: "MKD-8" },
    ]);
    expect(walk.answerBack(seq, producer).ok).toBe(true);
    expect(owedBack(walk)).toEqual([]);
    expect(walk.state.asked).toMatchObject([
      {
        seq,
        by: consumer.id,
        party: "consumer",
        to: "producer",
        answered: { by: producer.id, seq: seq + 1 },
      },
    ]);
  });

  it("[MKD-8] holds up no GO, voids no signature and is no part of the packet", () => {
    const walk = proven();
    walk.answer("cutover", true, producer);
    const before = walk.state.verdicts.producer?.cutover;
    expect(walk.askBack("cutover", "producer", consumer)).toMatchObject({ value: [{ type: "AskedBack" }] });
    expect(walk.answerBack(walk.state.seq, producer)).toMatchObject({ value: [{ type: "AnsweredBack" }] });
    expect(walk.askBack("cutover", "consumer", producer).ok).toBe(true);
    expect(walk.state.verdicts.producer?.cutover).toEqual(before);
    expect(walk.answer("cutover", true, consumer).ok).toBe(true);
    expect(walk.isOpening).toBe(true);
  });

  it("[MKD-8] is waited for by nobody once its question is sealed, and may be answered until the checkpoint is closed", () => {
    const { walk, seq } = asked();
    for (const side of [producer, consumer]) walk.answer("cutover", true, side);
    expect(unanswered(walk.state, pack)).toEqual([]);
    expect(walk.answerBack(seq, producer).ok).toBe(true);
    walk.askBack("rehearsal", "producer", consumer);
    walk.close();
    expect(walk.answerBack(seq, producer)).toMatchObject({ refusal: { code: "conflict" } });
  });

  const cases: [string, (walk: Walk, seq: number) => { ok: boolean }, object][] = [
    [
      "put to one's own side",
      (walk) => walk.askBack("cutover", "consumer", consumer),
      { code: "invalid", rule: "MKD-8" },
    ],
    [
      "put to nobody",
      (walk) => walk.askBack("cutover", "nobody", consumer),
      { code: "invalid", rule: "MKD-8" },
    ],
    [
      "about nothing",
      (walk) => walk.askBack("lunch", "producer", consumer),
      { code: "invalid", rule: "MKD-8" },
    ],
    ["without words", (walk) => walk.askBack("cutover", "producer", consumer, " "), { rule: "MKD-8" }],
    [
      "about what is sealed",
      (walk) => walk.askBack("rehearsal", "producer", consumer),
      { code: "conflict", rule: "MKD-8" },
    ],
    ["by a stranger", (walk) => walk.askBack("cutover", "producer", stranger), { code: "unauthorised" }],
    [
      "answered by who asked",
      (walk, seq) => walk.answerBack(seq, consumer),
      { code: "unauthorised", rule: "MKD-8" },
    ],
    ["answered without words", (walk, seq) => walk.answerBack(seq, producer, ""), { rule: "MKD-8" }],
    ["answered where none is", (walk) => walk.answerBack(1, producer), { code: "invalid", rule: "MKD-8" }],
    [
      "answered twice",
      (walk, seq) => {
        walk.answerBack(seq, producer);
        return walk.answerBack(seq, producer);
      },
      { code: "conflict", rule: "MKD-8" },
    ],
  ];
  it.each(cases)("[MKD-8] is refused: %s", (_, does, refusal) => {
    const { walk, seq } = asked();
    expect(does(walk, seq)).toMatchObject({ ok: false, refusal });
  });

  it("[MKD-8] is told to who holds a role of that side, else to all of it", () => {
    const other = { ...producer, roles: [] };
    expect(leadsOf("producer", pack, [producer, other, consumer])).toEqual([producer]);
    expect(leadsOf("producer", pack, [other, consumer])).toEqual([other]);
  });
});

describe("a GO that runs out", () => {
  it.each([
    ["a short one in its last quarter", "2026-02-08T10:00:00.000Z", "2026-02-08T04:00:00.000Z"],
    ["a long one a day ahead", "2026-02-28T10:00:00.000Z", "2026-02-27T10:00:00.000Z"],
  ])("[MKD-8.8] is reminded of: %s", (_, validUntil, at) => {
    expect(endReminderAt({ at: "2026-02-07T10:00:00.000Z", validUntil })).toBe(at);
    expect(endReminderAt({ at: "2026-02-07T10:00:00.000Z", validUntil: null })).toBeNull();
  });

  it("[MKD-8.8] is reminded of only while it stands", () => {
    const walk = new Walk(pack);
    walk.open();
    walk.follow();
    const { sealing } = walk.outcome("cutover");
    const running = () => runningOut(walk.state, pack, sealing?.seq ?? 0, walk.around);
    expect(running()).toMatchObject({ question: "cutover", validUntil: sealing?.validUntil });
    expect(runningOut(walk.state, pack, 1, walk.around)).toBeNull();
    walk.hours = 24;
    expect(running()).toBeNull();
    walk.hours = 0;
    walk.incidents = [{ severity: "SEV-1", isCritical: true }];
    expect(running()).toBeNull();
    walk.incidents = [];
    walk.close();
    expect(running()).toBeNull();
  });
});
