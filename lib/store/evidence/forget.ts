import { access, rm } from "node:fs/promises";
import { clientOf, type Transaction } from "../transaction.ts";
import { placeOf } from "./folder.ts";

/** Taken before a file is kept and before one is removed, because both may concern the same bytes at once. */
export async function holdFile(tx: Transaction, sha256: string): Promise<void> {
  await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`evidence\n${sha256}`}, 0))`;
}

/** Removes a file that no entry names any more whose words are there. A log that names the digest otherwise keeps it, too. */
export async function forgetFile(tx: Transaction, sha256: string): Promise<void> {
  await holdFile(tx, sha256);
  const named = `%"sha256":"${sha256}"%`;
  const [row] = await clientOf(tx).$queryRaw<{ is: boolean }[]>`
    SELECT EXISTS (SELECT FROM "LogEntry" WHERE text IS NOT NULL AND facts LIKE ${named}) AS "is"`;
  if (row?.is === false) await rm(placeOf(sha256), { force: true });
}

/** The files that lie in the folder although words of an entry that handed them in were redacted. */
export async function redactedFilesThere(): Promise<string[]> {
  const rows = await clientOf().$queryRaw<{ sha256: string }[]>`
    SELECT DISTINCT evidence.sha256 FROM "Evidence" evidence
    JOIN "Incident" incident ON incident.id = evidence.incident_id
    JOIN "LogEntry" entry ON entry.stream = incident.reference AND entry.seq = evidence.seq
    WHERE entry.text IS NULL`;
  const there = await Promise.all(rows.map(async ({ sha256 }) => ((await isThere(sha256)) ? [sha256] : [])));
  return there.flat();
}

const isThere = (sha256: string): Promise<boolean> =>
  access(placeOf(sha256)).then(
    () => true,
    () => false,
  );
