import { clientOf, type Transaction } from "../transaction.ts";
import { chosenPlace } from "./chosen-place.ts";

/** Taken before a file is kept and before one is removed, because both may concern the same bytes at once. */
export async function holdFile(tx: Transaction, sha256: string): Promise<void> {
  await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`evidence\n${sha256}`}, 0))`;
}

const byType = (type: string) => `%"type":"${type}","typeVersion":%`;

/**
 * Removes a file that no entry any more, whose words are there, handed in. A packet or a signed statement that names its digest
 * does not keep it: it goes on to say what was decided on.
 */
export async function forgetFile(tx: Transaction, sha256: string): Promise<void> {
  await holdFile(tx, sha256);
  const named = `%"sha256":"${sha256}"%`;
  const [row] = await clientOf(tx).$queryRaw<{ is: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM "LogEntry" WHERE text IS NOT NULL AND facts LIKE ${named}
        AND (header LIKE ${byType("EvidenceHandedIn")} OR header LIKE ${byType("CriterionReported")})
    ) AS "is"`;
  if (row?.is === false) await chosenPlace().remove(sha256);
}

/** The files that are there although words of an entry that handed them in were redacted. */
export async function redactedFilesThere(): Promise<string[]> {
  const rows = await clientOf().$queryRaw<{ sha256: string }[]>`
    SELECT DISTINCT evidence.sha256 FROM "Evidence" evidence
    JOIN "Incident" incident ON incident.id = evidence.incident_id
    JOIN "LogEntry" entry ON entry.stream = incident.reference AND entry.seq = evidence.seq
    WHERE entry.text IS NULL`;
  const there = await Promise.all(
    rows.map(async ({ sha256 }) => ((await chosenPlace().isThere(sha256)) ? [sha256] : [])),
  );
  return there.flat();
}
