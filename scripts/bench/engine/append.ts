import pg from "pg";
import type { Head } from "#lib/domain/record/entry.ts";
import { sealEntry } from "#lib/store/log/entry.ts";
import { readHead } from "#lib/store/log/raw-entries.ts";
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

/** The next entry of a writer's own stream, whose head it knows: one statement, as the plain INSERT is. */
function appender(client: pg.Client | undefined, reference: string, from: Head) {
  if (client === undefined) throw new Error("one connection for each writer");
  let after = from;
  return async (announces: boolean) => {
    const placed = {
      stream: reference,
      after,
      actor: { kind: "console", id: "bench" } as const,
      now: new Date().toISOString(),
    };
    const event = { type: "NoteAdded", facts: { kind: "observation" }, text: { body } } as never;
    const entry = sealEntry(event, placed);
    const { seq, hash, header, facts, text, textSalt } = entry;
    const values = [reference, seq, hash, header, facts, text, textSalt];
    const announced = announces ? [`incident:${reference}:${seq}`] : [];
    await client.query({
      name: announces ? "announced" : "quiet",
      text: `SELECT append_entry($1, $2, $3, $4, $5, $6, $7)${announces ? ", pg_notify('holdpoint', $8)" : ""}`,
      values: [...values, ...announced],
    });
    after = { seq, hash };
  };
}

const header = "h".repeat(520);

/** What an entry weighs, in a table with the log's key, without what makes it one. */
function inserter(client: pg.Client | undefined, stream: string) {
  if (client === undefined) throw new Error("one connection for each writer");
  let seq = 0;
  return () => {
    seq += 1;
    return client.query({
      name: "plain",
      text: "INSERT INTO bench_row (stream, seq, hash, prev_hash, header, facts, body, salt) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
      values: [
        stream,
        seq,
        "a".repeat(64),
        "b".repeat(64),
        header,
        `{"kind":"observation"}`,
        body,
        "s".repeat(43),
      ],
    });
  };
}

/** Appending to the log, each writer to a stream of its own, beside a plain INSERT of a row as long. */
export async function benchAppend(stage: BenchStage): Promise<Figure[]> {
  const references = await openIncidents(stage, writers);
  await asSuperuser(stage, async (query) => {
    await query(`CREATE TABLE bench_row (stream text, seq int, hash char(64), prev_hash char(64), header text, facts text,
      body text, salt text, recorded_at timestamptz DEFAULT now(), PRIMARY KEY (stream, seq))`);
    await query("GRANT INSERT ON bench_row TO PUBLIC");
  });
  const clients = await Promise.all(references.map(() => connected(stage.addresses.app)));
  const appenders = await Promise.all(
    references.map(async (reference, writer) => {
      const head = await readHead(reference);
      return appender(clients[writer], reference, head ?? { seq: 0, hash: "" });
    }),
  );
  const plain = references.map((reference, writer) => inserter(clients[writer], reference));
  const append = (announces: boolean) => () => perSecond(async (writer) => appenders[writer]?.(announces));
  try {
    const found = await inTurn(rounds, {
      quiet: append(false),
      raw: () => perSecond(async (writer) => plain[writer]?.()),
      announced: append(true),
    });
    return figures(found);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

type Found = Record<"quiet" | "raw" | "announced", { value: number; min: number; max: number }>;

function figures(found: Found): Figure[] {
  const beside = { what: "a plain INSERT", value: found.raw.value };
  const figure = (what: string, side: keyof Found, bound: number): Figure => ({
    what,
    unit: "1/s",
    ...found[side],
    beside,
    target: { of: "ratio", is: "at least", bound },
  });
  return [
    figure(`entries sealed and appended by ${writers} writers, nobody told`, "quiet", 0.6),
    figure(`entries sealed and appended by ${writers} writers, each announced`, "announced", 0.35),
  ];
}
