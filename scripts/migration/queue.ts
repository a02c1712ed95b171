import { runMigrations } from "graphile-worker";
import type pg from "pg";
import { roleNames, withClient } from "#scripts/postgres/roles.ts";

const { app, worker } = roleNames;

const grants = `
GRANT USAGE ON SCHEMA graphile_worker TO ${worker};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO ${worker};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA graphile_worker TO ${worker};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO ${worker};
`;

// Because the search path is fixed and the right to run it is given by name, the app's role can add a job
// in its own transaction and can neither see nor change the queue.
const enqueue = `
CREATE OR REPLACE FUNCTION public.holdpoint_enqueue(
  identifier text, payload json, job_key text, run_at timestamptz, max_attempts int
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(
    identifier => holdpoint_enqueue.identifier,
    payload => holdpoint_enqueue.payload,
    job_key => holdpoint_enqueue.job_key,
    run_at => holdpoint_enqueue.run_at,
    max_attempts => holdpoint_enqueue.max_attempts
  );
END $$;
REVOKE ALL ON FUNCTION public.holdpoint_enqueue(text, json, text, timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.holdpoint_enqueue(text, json, text, timestamptz, int) TO ${app}, ${worker};
`;

/** Each table of the queue has row-level security: without a policy the worker sees no job and no error. */
async function letTheWorkerSeeRows(client: pg.Client): Promise<void> {
  const tables = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity`,
  );
  for (const { name } of tables.rows) {
    const table = `graphile_worker.${client.escapeIdentifier(name)}`;
    await client.query(`DROP POLICY IF EXISTS holdpoint_worker_sees_all ON ${table}`);
    await client.query(
      `CREATE POLICY holdpoint_worker_sees_all ON ${table} TO ${worker} USING (true) WITH CHECK (true)`,
    );
  }
}

/** Installs or upgrades the job queue and gives each role its part of it. Safe to repeat. */
export async function installQueue(migratorUrl: string): Promise<void> {
  await runMigrations({ connectionString: migratorUrl });
  await withClient(migratorUrl, async (client) => {
    await client.query("BEGIN");
    // One at a time, because two migrators that replace the same policy would deadlock.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('holdpoint-queue'))");
    await client.query(grants);
    await letTheWorkerSeeRows(client);
    await client.query(enqueue);
    await client.query("COMMIT");
  });
}
