import { Client } from "pg";
import type { FilledAction } from "#lib/domain/rollback/actions/resolved.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import { meets } from "./comparison.ts";
import { type Deed, Ended, failed, neverStarted } from "./deed.ts";
import type { Finding } from "./judge-answer.ts";

type SqlProbe = Extract<FilledAction<"check">["probe"], { kind: "sql" }>;

const mayWrite = `
  SELECT r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
      OR has_database_privilege(current_database(), 'CREATE')
      OR EXISTS (
        SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
          AND (has_table_privilege(c.oid, 'INSERT') OR has_table_privilege(c.oid, 'UPDATE')
            OR has_table_privilege(c.oid, 'DELETE') OR has_table_privilege(c.oid, 'TRUNCATE'))
      ) AS may
  FROM pg_roles r WHERE r.rolname = current_user`;

/** One statement's first value, asked by a role that may only read: what the query says cannot matter then. */
export async function askDatabase(probe: SqlProbe, deed: Deed): Promise<Finding> {
  const connectionString = deed.secret(probe.addressFrom);
  hidePassword(connectionString, deed);
  const milliseconds = Math.max(Math.ceil(deed.secondsLeft() * 1000), 50);
  const client = new Client({
    connectionString,
    application_name: "holdpoint check",
    connectionTimeoutMillis: milliseconds,
    statement_timeout: milliseconds,
    query_timeout: milliseconds,
  });
  client.on("error", () => undefined);
  const cancel = () => void client.end().catch(() => undefined);
  deed.context.signal?.addEventListener("abort", cancel, { once: true });
  try {
    await client.connect();
    return await askConnected(client, probe, deed);
  } catch (error) {
    if (error instanceof Ended) throw error;
    throw endedBy(error, deed);
  } finally {
    deed.context.signal?.removeEventListener("abort", cancel);
    await client.end().catch(() => undefined);
  }
}

async function askConnected(client: Client, probe: SqlProbe, deed: Deed): Promise<Finding> {
  await client.query("BEGIN TRANSACTION READ ONLY");
  const rights = await client.query<{ may: boolean }>(mayWrite);
  if (rights.rows[0]?.may !== false)
    throw neverStarted(`the role behind ${probe.addressFrom} may write; a probe wants one that only reads`);
  deed.say(`query ${probe.query}`);
  // Prepared, because then the server takes one statement and no more: none can end the read-only transaction.
  const { rows } = await client.query({
    text: probe.query,
    values: probe.values,
    rowMode: "array",
    name: "probe",
  });
  const [first] = rows as unknown[][];
  if (first === undefined) return { wrong: true, summary: "the query gave no row" };
  const found = first[0];
  const text = found === null || found === undefined ? "null" : String(found);
  const shown = beginningOf(text, 200);
  deed.say(`found ${shown}`);
  const { is, than } = probe;
  const isMet = is === "equal" ? isEqual(text, than) : meets(Number(text), is, Number(than));
  return isMet
    ? { wrong: false, summary: `found ${shown}, ${is} ${than}` }
    : { wrong: true, summary: `expected ${is} ${than}, found ${shown}` };
}

const isEqual = (text: string, than: string | number): boolean =>
  text === String(than) || (typeof than === "number" && text.trim() !== "" && Number(text) === than);

/** The server's words about a query are useful, those about a connection may hold its address: only the code is said. */
function endedBy(error: unknown, deed: Deed): Ended {
  if (deed.context.signal?.aborted) return new Ended("cancelled", "cancelled while the database was asked");
  const { code, severity, message } = error as { code?: string; severity?: string; message?: string };
  if (code === "57014" || /timeout/i.test(message ?? ""))
    return new Ended("timed-out", "the database did not answer");
  if (severity !== undefined) return failed(`the database refused (${code}): ${message}`);
  return failed(`the database could not be asked (${code ?? "no code"})`);
}

function hidePassword(address: string, deed: Deed): void {
  if (!URL.canParse(address)) return;
  const { password } = new URL(address);
  if (password === "") return;
  deed.hide(password);
  deed.hide(decodeURIComponent(password));
}
