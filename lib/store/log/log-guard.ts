import pg from "pg";
import { AppError } from "#lib/platform/errors.ts";

type Finding = { problem: string };

const guarded = ["LogEntry", "LogHead", "AnchorLeaf", "AnchorHead"]
  .map((table) => `'public."${table}"'::regclass`)
  .join(", ");

// Each line answers with a problem or with nothing. Owners are asked through membership, because a member of the
// owner can become it; the schema's owner is asked too, because it may drop what lies in it.
const questions = `
  SELECT 'it is a superuser' AS problem FROM pg_roles WHERE rolname = current_user AND rolsuper
  UNION ALL
  SELECT 'it may give itself other roles' FROM pg_roles WHERE rolname = current_user AND rolcreaterole
  UNION ALL
  SELECT format('it owns the table %s', c.relname) FROM pg_class c
  WHERE c.oid IN (${guarded}) AND pg_has_role(current_user, c.relowner, 'MEMBER')
  UNION ALL
  SELECT 'it owns the schema' FROM pg_namespace
  WHERE nspname = 'public' AND pg_has_role(current_user, nspowner, 'MEMBER')
  UNION ALL
  SELECT format('it has the right %s on %s', wanted.privilege, c.relname)
  FROM pg_class c, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) AS wanted(privilege)
  WHERE c.oid IN (${guarded}) AND has_table_privilege(current_user, c.oid, wanted.privilege)
  UNION ALL
  SELECT format('it owns the function %s', p.proname) FROM pg_proc p
  WHERE p.pronamespace = 'public'::regnamespace AND pg_has_role(current_user, p.proowner, 'MEMBER')
  UNION ALL
  SELECT format('the guard %s is not there or is switched off', wanted.name)
  FROM unnest(ARRAY['head_insert', 'head_update', 'head_delete', 'head_truncate',
    'entry_insert', 'entry_update', 'entry_delete', 'entry_truncate',
    'anchor_leaf_insert', 'anchor_leaf_change', 'anchor_leaf_truncate',
    'anchor_head_insert', 'anchor_head_change', 'anchor_head_truncate']) AS wanted(name)
  WHERE NOT EXISTS (
    SELECT FROM pg_trigger t
    WHERE t.tgname = wanted.name AND t.tgenabled = 'A' AND t.tgrelid IN (${guarded})
  )`;

/**
 * Refuses an address whose role owns the log or could alter it: with such a role the console could not promise
 * that nobody changed an entry through it. Ask this of every database but the embedded one, before serving.
 */
export async function assertLogIsGuarded(databaseUrl: string): Promise<void> {
  const problems = (await ask(databaseUrl)).map(({ problem }) => problem);
  if (problems.length === 0) return;
  throw new AppError(
    "configuration",
    `The database role of this address could alter the log (${problems[0]}). Give Holdpoint the role holdpoint_app or holdpoint_worker, as the README says.`,
    { detail: problems.join("; ") },
  );
}

async function ask(databaseUrl: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query<Finding>(questions)).rows;
  } catch (cause) {
    throw new AppError("unavailable", "The database cannot be asked whether its log is guarded.", { cause });
  } finally {
    await client.end().catch(() => {});
  }
}
