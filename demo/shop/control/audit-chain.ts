import { withDatabase } from "../database/connection.ts";
import { check } from "./verb.ts";

const chain = `
  SELECT count(*)::int AS entries, max(ordinal)::int AS last,
    min(ordinal) FILTER (WHERE hash <> audit_hash(ordinal, before, at, what))::int AS changed,
    min(ordinal) FILTER (WHERE ordinal <> prior + 1 OR before <> hash_before)::int AS broken
  FROM (
    SELECT *, lag(ordinal, 1, 0) OVER earlier AS prior, lag(hash, 1, repeat('0', 64)) OVER earlier AS hash_before
    FROM audit_events WHERE ordinal IS NOT NULL
    WINDOW earlier AS (ORDER BY ordinal)
  ) AS entry`;

type Chain = { entries: number; last: number | null; changed: number | null; broken: number | null };

/** Computes the audit trail's hash chain anew, from its first entry to its last. */
export const checkAuditChain = check({}, ({ settings, say }) =>
  withDatabase(settings.databaseUrl, async (client) => {
    const found = await client.query<Chain>(chain);
    const { entries = 0, last = null, changed = null, broken = null } = found.rows[0] ?? {};
    say(`${entries} audit entries, the last is number ${last ?? "none"}`);
    if (changed !== null) throw new Error(`entry ${changed} is not what its hash was made over`);
    if (broken !== null) throw new Error(`entry ${broken} does not follow the entry before it`);
    say("every entry is what its hash was made over, and follows the one before it");
  }),
);
