import { clientOf, type Transaction } from "./transaction.ts";

type Row = { wait: number };

/** How long a channel that said "too many" is still left alone; 0 where it may be asked. */
export async function pauseOf(channel: string, tx?: Transaction): Promise<number> {
  const rows = await clientOf(tx).$queryRaw<Row[]>`
    SELECT (extract(epoch FROM paused_until - clock_timestamp()) * 1000)::float8 AS wait FROM "ChannelPace"
    WHERE channel = ${channel} AND paused_until > clock_timestamp()`;
  return Math.max(0, rows[0]?.wait ?? 0);
}

/** Takes the channel's next turn and says in how many milliseconds it is, so that all workers together keep to its rate. */
export async function takeTurn(channel: string, spacingMs: number, tx?: Transaction): Promise<number> {
  const rows = await clientOf(tx).$queryRaw<Row[]>`
    INSERT INTO "ChannelPace" AS pace (channel, next_at)
    VALUES (${channel}, clock_timestamp() + make_interval(secs => ${spacingMs}::float8 / 1000))
    ON CONFLICT (channel) DO UPDATE SET
      next_at = greatest(pace.next_at, clock_timestamp()) + make_interval(secs => ${spacingMs}::float8 / 1000)
    RETURNING (extract(epoch FROM next_at - clock_timestamp()) * 1000)::float8 - ${spacingMs}::float8 AS wait`;
  return Math.max(0, rows[0]?.wait ?? 0);
}

/** Nobody asks the channel before: it answered that it was asked too often. */
export async function pauseChannel(channel: string, seconds: number, tx?: Transaction): Promise<void> {
  await clientOf(tx).$executeRaw`
    INSERT INTO "ChannelPace" AS pace (channel, next_at, paused_until)
    VALUES (${channel}, clock_timestamp(), clock_timestamp() + make_interval(secs => ${seconds}::float8))
    ON CONFLICT (channel) DO UPDATE SET paused_until =
      greatest(pace.paused_until, clock_timestamp() + make_interval(secs => ${seconds}::float8))`;
}
