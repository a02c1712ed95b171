import { z } from "zod";
import { withDatabase } from "../database/connection.ts";
import { check } from "./verb.ts";

const least = z.coerce.number().int().min(1, "expected 1 or more").max(99_999, "expected at most 99999");

/** Asks the shop's own database whether its audit trail still grows: every order leaves an entry. */
export const checkAudit = check({ min: least }, ({ settings, say }, { min }) =>
  withDatabase(settings.databaseUrl, async (client) => {
    const found = await client.query<{ count: string; last: Date | null }>(
      "SELECT count(*), max(at) AS last FROM audit_events WHERE at > now() - interval '5 minutes'",
    );
    const count = Number(found.rows[0]?.count ?? 0);
    const last = found.rows[0]?.last?.toISOString() ?? "none";
    say(`${count} audit entries in the last 5 minutes, the last at ${last}`);
    if (count < min) throw new Error(`the audit trail has ${count} entries, expected at least ${min}`);
    say(`the audit trail is alive: at least ${min}`);
  }),
);
