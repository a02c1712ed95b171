import type { Head, RawEntry } from "#lib/domain/record/entry.ts";
import { readHead, readRawEntries } from "#lib/store/log/raw-entries.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import type { Asked } from "./asking.ts";
import type { Deed, Trouble } from "./diary.ts";
import type { Arrival } from "./outside.ts";
import type { Mark } from "./workshop.ts";

/** An entry as the checker reads it; times are milliseconds of this machine's clock. */
export type Entry = {
  stream: string;
  seq: number;
  type: string;
  at: number;
  by: "person" | "console";
  facts: Facts;
  words: string;
};
/** An entry's facts, unjudged: the checker must not lean on the code that it checks. */
export type Facts = Readonly<Record<string, unknown>>;
export type Stream = { reference: string; head: Head | null; raw: RawEntry[]; entries: Entry[] };

/** A job of the queue that is left at the end. */
export type Job = { key: string; isDead: boolean; isTaken: boolean };

/** All that is known when a run is over: what the log says, what people were told, and what was really done. */
export type Evidence = {
  streams: Stream[];
  asked: readonly Asked[];
  marks: readonly Mark[];
  arrivals: readonly Arrival[];
  deeds: readonly Deed[];
  troubles: readonly Trouble[];
  surprises: readonly string[];
  jobs: Job[];
  /** Processes of the steps that are there after everything was stopped. */
  left: string[];
  /** How much more the machine was asked for than it has, at the worst: lateness is measured against it. */
  strain: number;
  /** When the log was read, after everything had been mended for a while. */
  readAt: number;
};

/** Every incident's stream as it is stored. */
export async function readStreams(superuserUrl: string): Promise<Stream[]> {
  const references = await withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<{ stream: string }>(`SELECT stream FROM "LogHead" ORDER BY stream`);
    return rows.map(({ stream }) => stream);
  });
  const streams: Stream[] = [];
  for (const reference of references) {
    const raw = await readRawEntries(reference, 0);
    const entries = raw.flatMap((one) => readable(reference, one));
    streams.push({ reference, head: await readHead(reference), raw, entries });
  }
  return streams;
}

/** One that cannot be read is the chain's finding and nobody else's. */
function readable(stream: string, raw: RawEntry): Entry[] {
  try {
    const { header, facts, text } = JSON.parse(
      `{"header":${raw.header},"facts":${raw.facts},"text":${raw.text ?? "null"}}`,
    );
    const { seq, type, recordedAt, actor } = header;
    const words = JSON.stringify(text ?? "");
    return [{ stream, seq, type, at: Date.parse(recordedAt), by: actor.kind, facts, words }];
  } catch {
    return [];
  }
}

/** What a silent worker had taken is given back after fifteen seconds, by whoever lives; at the end nobody does. */
const keptSeconds = 20;

export async function readJobs(superuserUrl: string): Promise<Job[]> {
  return withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<Job>(
      `SELECT coalesce(key, '') AS key, attempts >= max_attempts AS "isDead",
         coalesce(locked_at < clock_timestamp() - make_interval(secs => $1), false) AS "isTaken"
       FROM graphile_worker.jobs`,
      [keptSeconds],
    );
    return rows;
  });
}
