import { clientOf, type Transaction } from "./transaction.ts";

export type ChannelAttempt = {
  /** `mail`, an endpoint's id, or the id of a person's own channel. */
  channel: string;
  purpose: "notice" | "escalation" | "news" | "page" | "test";
  reference: string | null;
  outcome: "accepted" | "failed" | "later";
  /** The channel's own words, or what stood in the way. */
  said: string;
  durationMs: number;
};

export type KeptAttempt = ChannelAttempt & { id: string; at: string };

/** What is shown of a channel; older tries are forgotten, because the log has what matters of them. */
export const keptAttempts = 100;

export async function saveAttempt(attempt: ChannelAttempt, tx?: Transaction): Promise<void> {
  await clientOf(tx).channelAttempt.create({ data: attempt, select: { id: true } });
}

/** The last tries of a channel, the newest first. */
export async function listAttempts(channel: string, tx?: Transaction): Promise<KeptAttempt[]> {
  const rows = await clientOf(tx).channelAttempt.findMany({
    where: { channel },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: keptAttempts,
  });
  return rows.map((row) => ({ ...(row as typeof row & ChannelAttempt), at: row.at.toISOString() }));
}

/** The last try of each channel. */
export async function lastAttempts(tx?: Transaction): Promise<KeptAttempt[]> {
  const rows = await clientOf(tx).channelAttempt.findMany({
    distinct: ["channel"],
    orderBy: [{ channel: "asc" }, { at: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => ({ ...(row as typeof row & ChannelAttempt), at: row.at.toISOString() }));
}

/** Keeps the last hundred of each channel. */
export const sweepAttempts = (tx: Transaction): Promise<number> => clientOf(tx).$executeRaw`
  DELETE FROM "ChannelAttempt" WHERE id IN (
    SELECT id FROM (
      SELECT id, row_number() OVER (PARTITION BY channel ORDER BY at DESC, id DESC) AS place FROM "ChannelAttempt"
    ) AS placed WHERE place > ${keptAttempts}::int)`;
