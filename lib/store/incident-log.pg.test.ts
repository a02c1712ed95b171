import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewEvent } from "#lib/domain/incident/events/index.ts";
import { verifyChain } from "#lib/verify/chain.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "./client.ts";
import { appendEvents, createIncident, lockIncident, readEntries, readIncident } from "./incident-log.ts";
import { readHead, readRawEntries } from "./log/raw-entries.ts";
import { rebuildProjections } from "./projections/rebuild.ts";
import { findReceipt, saveReceipt } from "./receipts.ts";
import { actorOf, declaration } from "./testing/event-sequences.ts";
import { append, appendTo, declareOne, note, pack } from "./testing/incident.ts";
import { tableRows } from "./testing/table-rows.ts";
import { databaseNow, withTransaction } from "./transaction.ts";

beforeAll(async () => {
  connectStore((await testDatabase()).app);
});
afterAll(disconnectStore);

const many = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

async function isWhole(reference: string): Promise<void> {
  const check = verifyChain(await readRawEntries(reference, 0), {
    stream: reference,
    head: await readHead(reference),
  });
  expect(check).toMatchObject({ ok: true });
}

describe("references", () => {
  it("are given once each and without a gap to declarations at the same moment", async () => {
    const references = await many(12, () => declareOne());
    expect(references.sort()).toEqual(
      Array.from(
        { length: 12 },
        (_, index) => `${references[0]?.slice(0, 9)}${String(index + 1).padStart(4, "0")}`,
      ),
    );
  });

  it("count for each prefix and year of their own, and one of a transaction that failed is given again", async () => {
    const create = (prefix: string, now: string) =>
      withTransaction(async (tx) => (await createIncident(tx, { prefix, now })).reference);
    expect(await create("AAA", "2031-01-01T00:00:00.000Z")).toBe("AAA-2031-0001");
    expect(await create("BBB", "2031-01-01T00:00:00.000Z")).toBe("BBB-2031-0001");
    expect(await create("AAA", "2032-01-01T00:00:00.000Z")).toBe("AAA-2032-0001");
    const failed = withTransaction(async (tx) => {
      await createIncident(tx, { prefix: "AAA", now: "2032-01-01T00:00:00.000Z" });
      throw new Error("undone");
    });
    await expect(failed).rejects.toThrow("undone");
    expect(await create("AAA", "2032-01-01T00:00:00.000Z")).toBe("AAA-2032-0002");
  });

  it("lead to nothing when they were never given", async () => {
    expect(await readIncident("INC-1999-0001")).toBeNull();
    expect(await withTransaction((tx) => lockIncident(tx, "INC-1999-0001"))).toBeNull();
    expect(await readEntries("INC-1999-0001", 0)).toEqual([]);
  });
});

describe("appending", () => {
  it("lets many at once on one incident take turns, and each sees what the one before did", async () => {
    const reference = await declareOne();
    const appended = await many(12, (index) => append(reference, note(`Note ${index}`)));
    expect(appended.map(({ state }) => state.seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 2),
    );
    await isWhole(reference);
  });

  it("on a state that somebody else has left behind is refused, and changes nothing", async () => {
    const reference = await declareOne();
    const stale = await readIncident(reference);
    if (stale === null) throw new Error("it was declared");
    await append(reference, note("First"));
    const late = withTransaction(async (tx) => {
      const now = await databaseNow(tx);
      return appendEvents(tx, {
        ...stale,
        before: stale.state,
        events: [note("Late")],
        actor: actorOf(1),
        now,
        pack,
      });
    });
    await expect(late).rejects.toMatchObject({ code: "broken-invariant" });
    expect((await readIncident(reference))?.state.seq).toBe(2);
  });

  it("gives back and keeps exactly what was written, with its audience, its time and its author", async () => {
    const reference = await declareOne("Überschrift – 見出し 🛑");
    const occurredAt = "2026-01-02T03:04:05.678Z";
    const body = 'Line\n"quoted" \\u0000 \u2028 é';
    const said: NewEvent = {
      ...note(body),
      audience: "party:producer",
      occurredAt,
      actor: { kind: "console", id: "it" },
    };
    const { events } = await append(reference, said, {
      type: "PhaseEntered",
      facts: { phase: "p" },
      text: {},
    });
    const [entry, phase] = await readEntries(reference, 1);
    expect(entry).toMatchObject({ text: { body }, audience: "party:producer", isRedacted: false });
    expect(entry?.event).toEqual(events[0]);
    expect(entry?.event).toMatchObject({ occurredAt, actor: { kind: "console", id: "it" } });
    expect(phase).toMatchObject({ text: {}, isRedacted: false, audience: "room" });
    expect(await readEntries(reference, 1, 1)).toHaveLength(1);
  });

  it.each([
    ["a null character", "before \u0000 after"],
    ["a lone surrogate", "before \ud800 after"],
    ["more words than an entry takes", "x".repeat(20_001)],
  ])("refuses %s in a text as bad input", async (_, body) => {
    const reference = await declareOne();
    await expect(append(reference, note(body))).rejects.toMatchObject({ code: "invalid-input" });
    expect((await readIncident(reference))?.state.seq).toBe(1);
  });

  it("refuses facts that their contract does not know", async () => {
    const reference = await declareOne();
    const odd = { type: "PhaseEntered", facts: { phase: "p", extra: 1 }, text: {} } as NewEvent;
    await expect(append(reference, odd)).rejects.toMatchObject({ code: "invalid-input" });
  });

  it("needs the stream's first entry to be a declaration", async () => {
    const bare = withTransaction(async (tx) => {
      const now = await databaseNow(tx);
      const address = await createIncident(tx, { prefix: "INC", now });
      return appendEvents(tx, {
        ...address,
        before: null,
        events: [note("First")],
        actor: actorOf(1),
        now,
        pack,
      });
    });
    await expect(bare).rejects.toThrow(/begins with IncidentDeclared/);
  });
});

describe("a redaction", () => {
  const canary = "canary-7f3a";
  const redact = (redacts: number): NewEvent => ({
    type: "TextRedacted",
    facts: { redacts },
    text: { reason: "A person's name" },
  });

  async function tablesOf(reference: string): Promise<string> {
    const incidentId = (await readIncident(reference))?.incidentId ?? "";
    return JSON.stringify(await withTransaction((tx) => tableRows(tx, incidentId)));
  }

  it("takes the words out of log and tables, and keeps chain, state and the tables' rebuilding", async () => {
    const reference = await declareOne(`Title ${canary}`);
    const services = [{ id: actorOf(1).id, health: "outage" as const }];
    const publication = "018f2b7c-9c1e-7aaa-8aaa-0000000000bb";
    await append(reference, note(canary), {
      type: "StatusPublished",
      facts: { publication, state: "investigating", services },
      text: { title: canary, body: canary },
    });
    const before = await readIncident(reference);
    expect(await tablesOf(reference)).toContain(canary);
    await append(reference, redact(1), redact(2), redact(3));
    const tables = await tablesOf(reference);
    expect(tables).not.toContain(canary);
    expect(JSON.stringify(await readRawEntries(reference, 0))).not.toContain(canary);
    await isWhole(reference);
    const after = await readIncident(reference);
    expect({ ...after?.state, seq: 3, head: before?.head.hash, redacted: {} }).toEqual(before?.state);
    expect((await readEntries(reference, 0)).map((entry) => entry.isRedacted)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    await withTransaction((tx) => rebuildProjections(tx, reference, pack));
    expect(await tablesOf(reference)).toBe(tables);
  });

  it("of an entry that was appended in the same transaction works too", async () => {
    const reference = await declareOne();
    await append(reference, note(canary), redact(2));
    expect(await tablesOf(reference)).not.toContain(canary);
    await isWhole(reference);
  });
});

describe("an idempotency key", () => {
  it("has one effect and one answer for many requests at once", async () => {
    const reference = await declareOne();
    const actorId = actorOf(1).id;
    const once = () =>
      withTransaction(async (tx) => {
        const earlier = await findReceipt(tx, actorId, "the-key");
        if (earlier !== null) return earlier.result;
        const { state } = await appendTo(tx, reference, [note("Once")]);
        await saveReceipt(tx, { actorId, key: "the-key", command: "note", result: { seq: state.seq } });
        return { seq: state.seq };
      });
    expect(await many(8, once)).toEqual(Array.from({ length: 8 }, () => ({ seq: 2 })));
    expect((await readIncident(reference))?.state.seq).toBe(2);
  });

  it("of another person, or of a request that failed, is a key of its own", async () => {
    const find = (actorId: string) => withTransaction((tx) => findReceipt(tx, actorId, "mine"));
    const failed = withTransaction(async (tx) => {
      await saveReceipt(tx, { actorId: "a", key: "mine", command: "c", result: 1 });
      throw new Error("undone");
    });
    await expect(failed).rejects.toThrow("undone");
    expect(await find("a")).toBeNull();
    await withTransaction((tx) =>
      saveReceipt(tx, { actorId: "a", key: "mine", command: "c", result: { deep: [1] } }),
    );
    expect(await find("a")).toEqual({ command: "c", result: { deep: [1] } });
    expect(await find("b")).toBeNull();
  });
});

it("one transaction that declares two incidents keeps both streams whole", async () => {
  const references = await withTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const made: string[] = [];
    for (const words of ["One", "Two"]) {
      const address = await createIncident(tx, { prefix: "INC", now });
      const events = [declaration(address.reference, { words, now, clock: "" })];
      await appendEvents(tx, { ...address, before: null, events, actor: actorOf(1), now, pack });
      made.push(address.reference);
    }
    return made;
  });
  for (const reference of references) await isWhole(reference);
});
