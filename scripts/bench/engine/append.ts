import pg from "pg";
import type { Head } from "#lib/domain/record/entry.ts";
import { sealEntry } from "#lib/store/log/entry.ts";
import { insertEntries, lockHead } from "#lib/store/log/raw-entries.ts";
import { databaseNow, notifyAtEnd, withTransaction } from "#lib/store/transaction.ts";
import type { Figure } from "../measure.ts";
import { inTurn } from "./rounds.ts";
import { asSuperuser, type BenchStage, openIncidents } from "./stage.ts";

const writers = 8;
const forMs = 1_500;
const rounds = 5;
const body =
  "The error rate of the shop is at four percent and rises; checkout answers with the wrong envelope.";

/** How many times a second all writers together did it, each over and over. */
async function perSecond(act: (writer: number) => Promise<unknown>): Promise<number> {
  const until = performance.now() + forMs;
  const startedAt = performance.now();
  const done = await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      let count = 0;
      for (; performance.now() < until; count += 1) await act(writer);
      return count;
    }),
  );
  return (done.reduce((sum, count) => sum + count, 0) * 1_000) / (performance.now() - startedAt);
}

/** One entry after the head, as every command appends it. */
const append = (reference: string, announces: boolean) =>
  withTransaction(async (tx) => {
    const after: Head | null = await lockHead(tx, reference);
    if (after === null) throw new Error(`${reference} was declared`);
    const now = await databaseNow(tx);
    const placed = { stream: reference, after, actor: { kind: "console", id: "bench" } as const, now };
    const entry = sealEntry(
      { type: "NoteAdded", facts: { kind: "observation" }, text: { body } } as never,
      placed,
    );
    await insertEntries(tx, reference, [entry]);
    if (announces) notifyAtEnd(tx, `incident:${reference}`, `incident:${reference}:${entry.seq}`);
  });

const header = "h".repeat(520);

/** What an entry weighs, without what makes it one. */
function insertPlain(client: pg.Client | undefined, stream: string | undefined): Promise<unknown> {
  if (client === undefined) throw new Error("one connection for each writer");
  return client.query(
    "INSERT INTO bench_row (stream, seq, hash, prev_hash, header, facts, body, salt) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
    [stream, 1, "a".repeat(64), "b".repeat(64), header, `{"kind":"observation"}`, body, "s".repeat(43)],
  );
}

/** Appending to the log, each writer to a stream of its own, beside a plain INSERT of a row as long. */
export async function benchAppend(stage: BenchStage): Promise<Figure[]> {
  const references = await openIncidents(stage, writers);
  await asSuperuser(stage, (query) =>
    query(`CREATE TABLE bench_row (id bigserial PRIMARY KEY, stream text, seq int, hash text, prev_hash text,
      header text, facts text, body text, salt text, recorded_at timestamptz DEFAULT now())`),
  );
  const clients = await Promise.all(
    references.map(async () => {
      const client = new pg.Client({ connectionString: stage.superuser });
      await client.connect();
      return client;
    }),
  );
  const insert = (writer: number) => insertPlain(clients[writer], references[writer]);
  const side = (announces: boolean) => () =>
    perSecond((writer) => append(references[writer] ?? "", announces));
  try {
    const found = await inTurn(rounds, {
      quiet: side(false),
      raw: () => perSecond(insert),
      announced: side(true),
    });
    const beside = { what: "a plain INSERT", value: found.raw.value };
    const figure = (what: string, side: keyof typeof found, bound: number): Figure => ({
      what,
      unit: "1/s",
      ...found[side],
      beside,
      target: { of: "ratio", is: "at least", bound },
    });
    return [
      figure(`entries appended by ${writers} writers, nobody told`, "quiet", 0.6),
      figure(`entries appended by ${writers} writers, each announced`, "announced", 0.35),
    ];
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
