import { clientOf, type Transaction } from "./transaction.ts";

export type Heartbeat = {
  worker: string;
  startedAt: string;
  beatAt: string;
  version: string;
  ageInSeconds: number;
};

/** `queueWorkers`: the names under which it takes jobs from the queue. */
type Kind = {
  version: string;
  sendsMail: boolean;
  queueWorkers?: readonly string[];
  anchorAlarm?: string | null;
};

/** Says that a worker lives, in the database's time; its first beat is its start. */
export async function beat(
  worker: string,
  { version, sendsMail, queueWorkers = [], anchorAlarm = null }: Kind,
  tx?: Transaction,
): Promise<void> {
  await clientOf(tx).$executeRaw`
    INSERT INTO "WorkerHeartbeat" AS known
      (worker, started_at, beat_at, version, sends_mail, queue_workers, anchor_alarm)
    VALUES (${worker}, clock_timestamp(), clock_timestamp(), ${version}, ${sendsMail}, ${queueWorkers}::text[],
      ${anchorAlarm})
    ON CONFLICT (worker) DO UPDATE SET beat_at = excluded.beat_at, version = excluded.version,
      sends_mail = excluded.sends_mail, queue_workers = excluded.queue_workers,
      anchor_alarm = excluded.anchor_alarm`;
}

/** Whether a worker heard of lately sends mail; null where none was heard of, and so nothing leaves now. */
export async function isMailSent(withinSeconds: number): Promise<boolean | null> {
  const rows = await clientOf().$queryRaw<{ sends: boolean | null }[]>`
    SELECT bool_or(sends_mail) AS sends FROM "WorkerHeartbeat"
    WHERE beat_at > clock_timestamp() - make_interval(secs => ${withinSeconds}::int)`;
  return rows[0]?.sends ?? null;
}

/** A worker that says nothing for so long has died, and what it said counts no more. */
const silentSeconds = 15;

/** Why living workers anchor no more, but for one of them; nothing where all is well. */
export async function livingAlarms(except = "", tx?: Transaction): Promise<string[]> {
  const rows = await clientOf(tx).$queryRaw<{ alarm: string }[]>`
    SELECT anchor_alarm AS alarm FROM "WorkerHeartbeat"
    WHERE anchor_alarm IS NOT NULL AND worker <> ${except}
      AND beat_at > clock_timestamp() - make_interval(secs => ${silentSeconds}::int)
    ORDER BY beat_at DESC`;
  return rows.map(({ alarm }) => alarm);
}

type Row = { worker: string; startedAt: Date; beatAt: Date; version: string; age: number };

/** The worker heard from last; null when there never was one. */
export async function youngestHeartbeat(tx?: Transaction): Promise<Heartbeat | null> {
  const rows = await clientOf(tx).$queryRaw<Row[]>`
    SELECT worker, started_at AS "startedAt", beat_at AS "beatAt", version,
      extract(epoch FROM clock_timestamp() - beat_at)::float8 AS age
    FROM "WorkerHeartbeat" ORDER BY beat_at DESC LIMIT 1`;
  const row = rows[0];
  if (row === undefined) return null;
  const { worker, version, startedAt, beatAt, age } = row;
  const instants = { startedAt: startedAt.toISOString(), beatAt: beatAt.toISOString() };
  return { worker, version, ...instants, ageInSeconds: age };
}

/** Takes a worker that ends orderly off the list. */
export async function endHeartbeat(worker: string, tx?: Transaction): Promise<void> {
  await clientOf(tx).workerHeartbeat.deleteMany({ where: { worker } });
}

/** Forgets workers that died long ago. */
export const sweepHeartbeats = (tx: Transaction, olderThanDays: number): Promise<number> =>
  clientOf(tx)
    .$executeRaw`DELETE FROM "WorkerHeartbeat" WHERE beat_at < clock_timestamp() - make_interval(days => ${olderThanDays}::int)`;
