import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CommandContext } from "#lib/commands/context.ts";
import { newId } from "#lib/platform/ids.ts";
import { testDatabase } from "#scripts/testing/database.ts";

const database = await testDatabase();
const { disconnectStore } = await import("#lib/store/client.ts");
const { createPerson } = await import("#lib/store/people.ts");
const { createSession, endSession } = await import("#lib/store/sessions.ts");
const { databaseNow, withTransaction } = await import("#lib/store/transaction.ts");
const { declareIncident } = await import("#lib/commands/incident/declare.ts");
const { publishBuiltInPacks } = await import("#lib/commands/protocols/publish-built-in.ts");
const { createService } = await import("#lib/commands/services/create.ts");
const { addNote } = await import("#lib/commands/timeline/add-note.ts");
const { redactEntry } = await import("#lib/commands/timeline/redact-entry.ts");
const { readRoom } = await import("../room.ts");
const { liveHub } = await import("./hub.ts");
const { openRoomStream } = await import("./stream.ts");

type Told = { event: string; id: string | undefined; data: unknown };
type Who = { id: string; session: string };

const as = (id: string): CommandContext => ({ actor: { kind: "person", id }, idempotencyKey: newId() });
const superuser = new pg.Client(database.superuser);
let reference = "";
let maya: Who;
let ines: Who;
let david: Who;
let olga: Who;
let leave = new AbortController();

const add = (name: string, party: string | null, roles: string[], isAdministrator = false): Promise<Who> =>
  withTransaction(async (tx) => {
    const made = { name, party, roles, isAdministrator, email: `${name}@example.com`, passwordHash: "none" };
    const { id } = await createPerson(tx, made);
    return { id, session: (await createSession(tx, { personId: id, lifetimeSeconds: 600 })).id };
  });

async function declare(): Promise<string> {
  const alex = await add("alex", null, [], true);
  const environments = [
    { name: "production", baseline: { release: "1.4.2" }, current: { release: "1.5.0" } },
  ];
  const service = await createService(as(alex.id), {
    key: "shop",
    name: "Shop",
    ownerRole: "commander",
    environments,
  });
  const draft = {
    packId: "service-v3-rollback",
    trigger: "payload-drift",
    severity: "SEV-2",
    identifiedAt: await databaseNow(),
    title: "A field drifted",
    answers: {
      contractMode: "service.v3 candidate",
      currentPin: { tag: "v1.5.0", sha: "0123456" },
      targetPin: { tag: "v1.4.2", sha: "6543210" },
      impact: "Some answers lack a field.",
      immediateActions: "Promotion is stopped.",
    },
    services: [{ id: service.ok ? service.value.id : "", environment: "production" }],
  };
  const declared = await declareIncident(as(maya.id), draft, { allowsScaledClocks: false });
  if (!declared.ok) throw new Error(JSON.stringify(declared.refusal));
  return declared.value.reference;
}

beforeAll(async () => {
  await superuser.connect();
  await publishBuiltInPacks();
  maya = await add("maya", null, ["commander"]);
  ines = await add("ines", "producer", ["producer-lead"]);
  david = await add("david", "consumer", ["consumer-lead"]);
  olga = await add("olga", null, []);
  reference = await declare();
});
afterEach(() => {
  leave.abort();
  leave = new AbortController();
});
afterAll(async () => {
  await liveHub().stop();
  await superuser.end();
  await disconnectStore();
});

const open = (who: Who, afterSeq: number) =>
  openRoomStream({
    reference,
    reader: { personId: who.id, isAuditor: false },
    sessionId: who.session,
    afterSeq,
    signal: leave.signal,
  });

/** Reads a stream's events one by one, until one is as wanted. */
async function follow(who: Who, afterSeq: number) {
  const stream = await open(who, afterSeq);
  if (stream === null) throw new Error("the room is closed to this person");
  const reader = stream
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let text = "";
  const next = async (): Promise<Told> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end !== -1) {
        const lines = text.slice(0, end).split("\n");
        text = text.slice(end + 2);
        const value = (name: string) =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const event = value("event");
        if (event !== undefined) return { event, id: value("id"), data: JSON.parse(value("data") ?? "null") };
        continue;
      }
      const { done, value } = await reader.read();
      if (done) return { event: "closed", id: undefined, data: null };
      text += value;
    }
  };
  const until = async (wanted: (told: Told) => boolean): Promise<Told> => {
    for (;;) {
      const told = await next();
      if (wanted(told) || told.event === "closed") return told;
    }
  };
  return { next, until };
}

async function write(who: Who, body: string, party: string | null = null): Promise<number> {
  const noted = await addNote(as(who.id), { reference, body, party });
  if (!noted.ok) throw new Error(noted.refusal.message);
  return noted.value.seq;
}
const lastSeq = async () =>
  (await readRoom({ personId: maya.id, name: "maya", isAuditor: false }, reference))?.state.seq ?? 0;
const isEntry = (seq: number) => (told: Told) => told.id === String(seq);

describe("a room's stream", () => {
  it("gives what was missed and what is announced, each once and in order", async () => {
    const from = await lastSeq();
    await write(maya, "missed");
    const stream = await follow(maya, from);
    const writing = Promise.all([write(ines, "one"), write(david, "two"), write(maya, "three")]);
    const ids: number[] = [];
    while (ids.length < 4) {
      const told = await stream.next();
      if (told.event === "entry") ids.push(Number(told.id));
    }
    await writing;
    expect(ids).toEqual([1, 2, 3, 4].map((step) => from + step));
  });

  it("gives those who come back together what each of them missed, once and in order", async () => {
    const from = await lastSeq();
    const watching = await follow(maya, from);
    for (const words of ["a", "b", "c"]) await write(ines, words);
    await watching.until(isEntry(from + 3));
    const back = Array.from({ length: 30 }, async (_, number) => {
      const after = from + (number % 4) - 1;
      const stream = await follow(number % 2 === 0 ? ines : david, after);
      const ids: number[] = [];
      while (ids.at(-1) !== from + 4) {
        const told = await stream.next();
        if (told.event === "entry") ids.push(Number(told.id));
      }
      return { after, ids };
    });
    await write(ines, "meanwhile");
    for (const { after, ids } of await Promise.all(back))
      expect(ids).toEqual(Array.from({ length: from + 4 - after }, (_, index) => after + 1 + index));
  });

  it("never gives redacted words to one who comes back, though others were told them", async () => {
    const from = await lastSeq();
    const watching = await follow(maya, from);
    const seq = await write(ines, "a customer's name");
    expect((await watching.until(isEntry(seq))).data).toMatchObject({ text: { body: "a customer's name" } });
    const redacted = await redactEntry(as(maya.id), {
      reference,
      redacts: seq,
      reason: "It names a customer.",
    });
    expect(redacted.ok).toBe(true);
    const again = await follow(david, from);
    expect((await again.until(isEntry(seq))).data).toMatchObject({ text: null, isRedacted: true });
  });

  it("gives one party's words to that party alone, and the fact to everyone", async () => {
    const from = await lastSeq();
    const [own, other] = await Promise.all([follow(ines, from), follow(david, from)]);
    const seq = await write(ines, "for the producer alone", "producer");
    const seen = (await own.until(isEntry(seq))).data as { text: unknown };
    const hidden = (await other.until(isEntry(seq))).data as { text: unknown; event: { type: string } };
    expect(seen.text).toEqual({ body: "for the producer alone" });
    expect(hidden).toMatchObject({ text: null, event: { type: "NoteAdded" } });
    const room = await readRoom({ personId: david.id, name: "david", isAuditor: false }, reference);
    expect(JSON.stringify(room)).not.toContain("for the producer alone");
  });

  it("is closed to a person without a part, as the room is", async () => {
    expect(await open(olga, 0)).toBeNull();
    expect(await readRoom({ personId: olga.id, name: "olga", isAuditor: false }, reference)).toBeNull();
  });

  it("says who has it open, and that somebody left", async () => {
    const watching = await follow(maya, await lastSeq());
    const other = new AbortController();
    const both = watching.until(({ event, data }) => event === "presence" && (data as string[]).length === 2);
    await openRoomStream({
      reference,
      reader: { personId: ines.id, isAuditor: false },
      sessionId: ines.session,
      afterSeq: 0,
      signal: other.signal,
    });
    expect(((await both).data as string[]).sort()).toEqual([maya.id, ines.id].sort());
    other.abort();
    const alone = await watching.until(
      ({ event, data }) => event === "presence" && (data as string[]).length === 1,
    );
    expect(alone.data).toEqual([maya.id]);
  });

  it("loses nothing when its listening connection is cut", async () => {
    const stream = await follow(maya, await lastSeq());
    await stream.until(({ event }) => event === "time");
    await superuser.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'holdpoint-listen' AND datname = current_database()",
    );
    const seq = await write(ines, "while nobody listens");
    expect((await stream.until(isEntry(seq))).data).toMatchObject({ text: { body: "while nobody listens" } });
    expect((await stream.until(({ data }) => data === "live")).event).toBe("link");
  });

  it("ends within two seconds after its session has", async () => {
    const stream = await follow(david, await lastSeq());
    await stream.until(({ event }) => event === "time");
    const ended = performance.now();
    await withTransaction((tx) => endSession(tx, david.session));
    expect((await stream.until(({ event }) => event === "end")).data).toEqual({ cause: "session" });
    expect(performance.now() - ended).toBeLessThan(2_000);
    expect((await stream.next()).event).toBe("closed");
  });
});
