import { withClient } from "#scripts/postgres/roles.ts";
import { journeyDatabase } from "#scripts/testing/console-for-journeys.ts";

const perChunk = 200;

/** Puts lines after what a step has printed, as its worker would have stored them, and announces them. */
export async function printLines(run: string, step: string, lines: number): Promise<void> {
  await withClient((await journeyDatabase()).superuser, async (client) => {
    await client.query(
      `WITH last AS (
         SELECT coalesce(max(chunk), 0) AS chunk, coalesce(max(first_line + lines), 0) AS line
         FROM "StepOutput" WHERE run_id = $1 AND step = $2 AND attempt = 1
       )
       INSERT INTO "StepOutput" (run_id, step, attempt, chunk, text, first_line, lines, size)
       SELECT $1, $2, 1, last.chunk + 1 + n, text, last.line + n * $4, $4, length(text)
       FROM last, generate_series(0, $3::int / $4 - 1) AS n, LATERAL (
         SELECT string_agg(
           E'\\x1b[32mcopied\\x1b[0m block ' || n * $4 + k ||
           CASE WHEN (n * $4 + k) % 1000 = 500 THEN E' \\x1b[1;31mchecksum differs\\x1b[0m' ELSE ' of the archive' END,
           E'\\n' ORDER BY k) || E'\\n' AS text
         FROM generate_series(0, $4 - 1) AS k
       ) AS chunk`,
      [run, step, lines, perChunk],
    );
    await client.query("SELECT pg_notify('holdpoint', $1)", [`output:${run}`]);
  });
}
