import { expect, it } from "vitest";
import { verifyChain } from "#lib/verify/chain.ts";
import { retold, type Said, sealed, withClocks, withNotes } from "./clone.ts";
import { plannedOf } from "./generate.ts";
import { sequentialScans } from "./plans.ts";

const person = "0190c1a0-0000-7000-8000-000000000001";
const other = "0190c1a0-0000-7000-8000-000000000002";
const thing = "0190c1a0-0000-7000-8000-00000000000a";
const at = "2031-01-01T00:00:00.000Z";
const say = (type: string, facts: object, text: object = {}): Said =>
  ({
    type,
    facts,
    text,
    actor: { kind: "person", id: person },
    occurredAt: at,
    recordedAt: at,
    audience: "room",
  }) as never;
const note = say("NoteAdded", { kind: "observation" }, { body: `INC-1 asks ${thing}, twice ${thing}` });

it("a story retold names other people, things of its own, and its own reference", () => {
  const [told] = retold([note], new Map([[person, other]]), { from: "INC-1", to: "INC-2" });
  expect(told?.actor.id).toBe(other);
  const [, first, second] = /INC-2 asks (\S+), twice ([^\s"]+)/.exec(JSON.stringify(told)) ?? [];
  expect(first).toBe(second);
  expect(first).not.toBe(thing);
});

it("what is generated is a whole chain", () => {
  const entries = sealed("INC-2", withNotes([note, note], 50, 1));
  expect(entries).toHaveLength(50);
  expect(
    verifyChain(entries, { stream: "INC-2", head: { seq: 50, hash: entries.at(-1)?.hash ?? "" } }).ok,
  ).toBe(true);
});

it("a clock runs as often as is asked, and is due in a far future", () => {
  const clock = { clock: "word", occurrence: 1, dueAt: at, atRiskAt: at };
  const told = withClocks([say("ClockStarted", clock)], 3);
  expect(told.map(({ facts }) => (facts as unknown as typeof clock).occurrence)).toEqual([1, 2, 3]);
  expect(told.every(({ facts }) => (facts as unknown as typeof clock).dueAt > "2031-12")).toBe(true);
});

it("the sizes add up to what is asked", () => {
  expect(plannedOf({ entries: 1_000_000, open: 200, clocks: 10_000 })).toEqual({
    open: 200,
    clocksEach: 50,
    closed: 1_000,
  });
});

it("a scan of a large table is found with its statement, and one of a small table is none", () => {
  const log = [
    'LOG:  duration: 0.5 ms  plan:\n\tQuery Text: SELECT *\n\tFROM "Clock"\n\tSeq Scan on "Clock"  (cost=0.00)\n\t  Filter: x',
    'LOG:  duration: 0.1 ms  plan:\n\tQuery Text: SELECT 1 FROM "Person"\n\tSort  (cost)\n\t  ->  Seq Scan on public."Person" p  (cost=0)',
  ].join("\n2031 UTC [1] ");
  expect(sequentialScans(log, ["Clock"])).toEqual([{ table: "Clock", statement: 'SELECT * FROM "Clock"' }]);
});
