import { withDatabase } from "../database/connection.ts";
import { check } from "./verb.ts";

const chain = `
  SELECT count(*)::int AS entries, max(position)::int AS last,
    min(position) FILTER (WHERE hash <> audit_hash(position, before, at, what))::int AS changed,
    min(position) FILTER (WHERE position <> prior + 1 OR before <> hash_before)::int AS broken
  FROM (
    SELECT *, lag(position, 1, 0) OVER earlier AS prior, lag(hash, 1, repeat('0', 64)) OVER earlier AS hash_before
    FROM audit_events WHERE position IS NOT NULL
    WINDOW earlier AS (ORDER BY position)
  ) AS entry`;

type Chain = { entries: number; last: number | null; changed: number | null; broken: number | null };

/** Computes the audit trail's hash chain anew, from its first entry to its last. */
export const checkAuditChain = check({}, ({ settings, say }) =>
  withDatabase(settings.databaseUrl, async (client) => {
    const found = await client.query<Chain>(chain);
    const { entries = 0, last = null, changed = null, broken = null } = found.rows[0] ?? {};
    say(`${entries} audit entries, the last at position ${last ?? "none"}`);
    if (changed !== null) throw new Error(`entry ${changed} is not what its hash was made over`);
    if (broken !== null) throw new Error(`entry ${broken} does not follow the entry before it`);
    say("every entry is what its hash was made over, and follows the one before it");
  }),
);
