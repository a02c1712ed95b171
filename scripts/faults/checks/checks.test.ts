import { expect, it } from "vitest";
import { entryPreimage } from "#lib/domain/record/entry.ts";
import { sha256 } from "#lib/platform/digest.ts";
import type { Asked } from "../asking.ts";
import type { Entry, Evidence, Facts } from "../evidence.ts";
import type { Mark } from "../workshop.ts";
import { checks, lookForFaults } from "./all.ts";

const stream = "INC-2026-0001";
const began = Date.parse("2026-01-01T00:00:00.000Z");
const instant = (second: number) => new Date(began + second * 1_000).toISOString();

type Told = [type: string, second: number, facts?: Facts, words?: string, by?: Entry["by"]];
const log = (...told: Told[]): Entry[] =>
  told.map(([type, second, facts = {}, words = "", by = "console"], index) => {
    return {
      stream,
      seq: index + 1,
      type,
      at: began + second * 1_000,
      by,
      facts,
      words: JSON.stringify(words),
    };
  });

/** What is known of a run in which nothing happened, with these changes. */
const evidence = (change: Partial<Evidence> & { entries?: Entry[] } = {}): Evidence => {
  const { entries = [], ...rest } = change;
  const whole = { reference: stream, head: null, raw: [], entries };
  return {
    ...{ streams: [whole], asked: [], marks: [], arrivals: [], deeds: [], troubles: [], surprises: [] },
    ...{ jobs: [], left: [], strain: 1, readAt: began + 100_000, ...rest },
  };
};
const found = (change: Parameters<typeof evidence>[0]) => [
  ...new Set(lookForFaults(evidence(change)).map(({ id }) => id)),
];

const run = "r";
const step = (attempt: number, more: Facts = {}): Facts => ({
  run,
  step: "s",
  attempt,
  worker: "host/77/x",
  ...more,
});
const planned = (idempotent: boolean): Told => [
  "RollbackStarted",
  0,
  { run, steps: [{ id: "s", idempotent }] },
];
const marks = (attempt: number, ...at: [Mark["what"], number][]): Mark[] =>
  at.map(([what, second]) => ({ what, at: began + second * 1_000, attempt: `${run}/s/${attempt}` }));
const said = (change: Partial<Asked>): Asked => ({
  ...{
    key: "k",
    what: "note",
    words: null,
    reference: stream,
    answer: "accepted",
    seq: 1,
    at: began,
    ...change,
  },
});

it("finds nothing where nothing is wrong", () => {
  const entries = log(
    planned(false),
    ["StepStarted", 1, step(1)],
    ["StepSucceeded", 3, step(1)],
    ["NoteAdded", 4, {}, "a note", "person"],
    ["ClockStarted", 5, { clock: "c", occurrence: 1, dueAt: instant(10) }],
    ["ClockBreached", 10.1, { clock: "c", occurrence: 1, dueAt: instant(10) }],
  );
  const own = marks(1, ["begin", 1.1], ["end-0", 2.9]);
  expect(found({ entries, marks: own, asked: [said({ words: "a note", seq: 4 })] })).toEqual([]);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
});

it("finds a chain whose entry is not the one that was recorded", () => {
  const header = JSON.stringify({ stream });
  const hash = sha256(entryPreimage(header));
  const raw = { seq: 1, hash, prevHash: "0".repeat(64), header, facts: "{}", text: null, textSalt: null };
  const streams = [{ reference: stream, head: { seq: 1, hash }, raw: [raw], entries: [] }];
  expect(found({ streams })).toEqual(["chains"]);
});

it("finds an acknowledged entry that is gone, one that is there twice, and a question without an answer", () => {
  const note: Told = ["NoteAdded", 1, {}, "a note", "person"];
  expect(found({ entries: log(), asked: [said({ seq: 3 })] })).toEqual(["entries"]);
  expect(found({ entries: log(["NoteAdded", 1]), asked: [said({ words: "a note" })] })).toEqual(["entries"]);
  expect(found({ entries: log(note, note), asked: [said({ words: "a note" })] })).toEqual(["entries"]);
  expect(found({ entries: log(), asked: [said({ answer: "unknown", seq: null })] })).toEqual(["answers"]);
  expect(found({ surprises: ["worker 1 ended by itself"] })).toEqual(["answers"]);
});

it("finds a clock that fired twice, early, after its end, or never", () => {
  const clock = { clock: "c", occurrence: 1 };
  const start: Told = ["ClockStarted", 0, { ...clock, dueAt: instant(10) }];
  const breach = (second: number): Told => ["ClockBreached", second, { ...clock, dueAt: instant(10) }];
  const risk: Told = ["ClockAtRisk", 5, clock];
  const call: Told = ["Escalated", 12, { ...clock, toRole: "lead" }];
  expect(found({ entries: log(start, breach(10), breach(11)) })).toEqual(["clocks-once"]);
  expect(found({ entries: log(start, risk, risk, breach(10)) })).toEqual(["clocks-once"]);
  expect(found({ entries: log(start, breach(10), call, call) })).toEqual(["clocks-once"]);
  expect(found({ entries: log(start, breach(9)) })).toEqual(["clocks-once"]);
  expect(found({ entries: log(start, ["ClockMet", 4, clock], breach(10)) })).toEqual(["clocks-once"]);
  expect(found({ entries: log(start) })).toEqual(["clocks-kept"]);
  expect(found({ entries: log(start, breach(40)) })).toEqual(["clocks-kept"]);
  const trouble = {
    from: began + 9_000,
    to: began + 39_000,
    kind: "crash-database",
    of: "database",
  } as const;
  expect(found({ entries: log(start, breach(40)), troubles: [trouble] })).toEqual([]);
});

it("finds a step that was executed unasked: twice, without an intent, before it, or by a ruling nobody may give", () => {
  const start: Told = ["StepStarted", 1, step(1)];
  const doubt: Told = ["StepInDoubt", 5, step(1)];
  const again: Told = ["StepStarted", 7, step(2)];
  const done: Told = ["StepSucceeded", 9, step(2)];
  const retry = (by: Entry["by"]): Told => ["StepRuled", 6, step(1, { ruling: "retry" }), "", by];
  const both = [...marks(1, ["begin", 2]), ...marks(2, ["begin", 7.5], ["end-0", 8])];
  const twice = (idempotent: boolean, by: Entry["by"], asked: Asked[] = []) =>
    found({ entries: log(planned(idempotent), start, doubt, retry(by), again, done), marks: both, asked });
  expect(twice(true, "console")).toEqual([]);
  expect(twice(false, "console")).toEqual(["steps-once"]);
  expect(twice(false, "person")).toEqual(["steps-once"]);
  expect(twice(false, "person", [said({ what: `rule retry ${run}/s/1` })])).toEqual([]);
  expect(found({ entries: log(planned(true), start, doubt, again, done), marks: both })).toEqual([
    "steps-once",
  ]);
  const ended: Told = ["StepSucceeded", 3, step(1)];
  const under = (...at: [Mark["what"], number][]) =>
    found({ entries: log(start, ended), marks: marks(1, ...at) });
  expect(under(["begin", 1.5], ["begin", 2], ["end-0", 2.5])).toEqual(["steps-once"]);
  expect(under(["begin", 0.5], ["end-0", 2.5])).toEqual(["steps-once"]);
  expect(under(["begin", 1.5])).toEqual(["steps-once"]);
  expect(found({ marks: marks(1, ["begin", 1]) })).toEqual(["steps-once"]);
});

it("finds what runs beside another, past its outcome, past its worker, or past everything", () => {
  const start: Told = ["StepStarted", 1, step(1)];
  const other: Told = ["StepStarted", 2, { ...step(1), step: "t" }];
  const ends: Told[] = [
    ["StepSucceeded", 6, step(1)],
    ["StepSucceeded", 6, { ...step(1), step: "t" }],
  ];
  const beside = marks(1, ["begin", 2.5], ["end-0", 5]).map((mark) => ({ ...mark, attempt: `${run}/t/1` }));
  const first = marks(1, ["begin", 1.5], ["tick", 3], ["end-0", 4]);
  expect(found({ entries: log(start, other, ...ends), marks: [...first, ...beside] })).toEqual([
    "steps-alone",
  ]);
  const doubted = log(start, ["StepInDoubt", 5, step(1)]);
  expect(found({ entries: doubted, marks: marks(1, ["begin", 2], ["tick", 6]) })).toEqual(["leftovers"]);
  const deeds = [{ at: began + 2_500, what: "killed", worker: 0, pid: 77 } as const];
  const later = log(start, ["StepInDoubt", 9, step(1)]);
  expect(found({ entries: later, deeds, marks: marks(1, ["begin", 2], ["child", 5]) })).toEqual([
    "leftovers",
  ]);
  expect(found({ left: ["123 /bin/sh act.sh"] })).toEqual(["leftovers"]);
});

it("finds a step of which nobody says how it ended, or two say it differently", () => {
  const start: Told = ["StepStarted", 1, step(1)];
  expect(found({ entries: log(start) })).toEqual(["doubts"]);
  expect(found({ entries: log(start, ["StepInDoubt", 5, step(1)], ["StepFailed", 6, step(1)]) })).toEqual([
    "doubts",
  ]);
});

it("finds a message that never arrived, that nobody sent, that came twice, or that was forgotten", () => {
  const sent: Told = ["NoticeSent", 1, { deliveries: [{ id: "d" }] }];
  const taken: Told = ["DeliveryAccepted", 2, { delivery: "d" }];
  const arrival = (key: string, second: number) =>
    ({ key, at: began + second * 1_000, channel: "mail", to: "x" }) as const;
  expect(found({ entries: log(sent, taken), arrivals: [arrival("d", 1.5)] })).toEqual([]);
  expect(found({ entries: log(sent, taken) })).toEqual(["deliveries"]);
  expect(found({ arrivals: [arrival("e", 1)] })).toEqual(["deliveries"]);
  const doubled = { entries: log(sent, taken), arrivals: [arrival("d", 1), arrival("d", 1.5)] };
  expect(found(doubled)).toEqual(["deliveries"]);
  const trouble = { from: began, to: began + 1_200, kind: "kill-worker", of: "worker 0" } as const;
  expect(found({ ...doubled, troubles: [trouble] })).toEqual([]);
  expect(found({ entries: log(sent) })).toEqual(["unsent"]);
  const job = { key: "deliver:d", isDead: false, isTaken: false };
  expect(found({ entries: log(sent), jobs: [job] })).toEqual([]);
  expect(found({ entries: log(sent), jobs: [{ ...job, isTaken: true }] })).toEqual(["unsent"]);
});
