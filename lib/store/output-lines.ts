import { z } from "zod";
import type { OutputAddress } from "./step-output.ts";
import { clientOf } from "./transaction.ts";

export type OutputExtent = { lines: number; characters: number };

/** How long a step's output is so far. A last line without its end counts. */
export async function outputExtent({ runId, step, attempt }: OutputAddress): Promise<OutputExtent> {
  const rows = await clientOf().$queryRaw<unknown[]>`
    SELECT last.first_line + last.lines + CASE WHEN right(last.text, 1) = E'\n' THEN 0 ELSE 1 END AS lines,
      (SELECT sum(size)::float8 FROM "StepOutput"
        WHERE run_id = ${runId}::uuid AND step = ${step} AND attempt = ${attempt}::int) AS characters
    FROM (SELECT first_line, lines, text FROM "StepOutput"
      WHERE run_id = ${runId}::uuid AND step = ${step} AND attempt = ${attempt}::int
      ORDER BY chunk DESC LIMIT 1) AS last`;
  return Extent.parse(rows[0] ?? { lines: 0, characters: 0 });
}

const Extent = z.object({ lines: z.number(), characters: z.number() });

/** Lines by their numbers, the first being 0. Chunks beside them are not read. */
export async function readOutputLines(
  { runId, step, attempt }: OutputAddress,
  from: number,
  count: number,
): Promise<string[]> {
  const rows = await clientOf().$queryRaw<{ firstLine: number; text: string }[]>`
    SELECT first_line AS "firstLine", text FROM "StepOutput"
    WHERE run_id = ${runId}::uuid AND step = ${step} AND attempt = ${attempt}::int
      AND first_line < ${from + count}::int AND first_line + lines >= ${from}::int
    ORDER BY chunk`;
  const [first] = rows;
  if (first === undefined) return [];
  const lines = rows
    .map(({ text }) => text)
    .join("")
    .split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.slice(from - first.firstLine, from - first.firstLine + count);
}

export type FoundLines = { lines: number[]; total: number };

/** The numbers of the lines that hold these words, whatever their case and colours; the first `limit` of them. */
export async function searchOutput(
  { runId, step, attempt }: OutputAddress,
  words: string,
  { from, limit }: { from: number; limit: number },
): Promise<FoundLines> {
  const rows = await clientOf().$queryRaw<unknown[]>`
    WITH chunk AS MATERIALIZED (
      SELECT first_line, lower(CASE WHEN strpos(text, E'\x1b') = 0 THEN text
        ELSE regexp_replace(text, E'\x1b\\[[0-9;:]*m', '', 'g') END) AS text
      FROM "StepOutput"
      WHERE run_id = ${runId}::uuid AND step = ${step} AND attempt = ${attempt}::int
        AND first_line + lines >= ${from}::int
    ), hit AS (
      SELECT chunk.first_line + line.place::int - 1 AS number
      FROM chunk, unnest(string_to_array(chunk.text, E'\n')) WITH ORDINALITY AS line(text, place)
      WHERE strpos(chunk.text, lower(${words})) > 0 AND strpos(line.text, lower(${words})) > 0
    ), known AS (SELECT DISTINCT number FROM hit WHERE number >= ${from}::int)
    SELECT (SELECT count(*)::int FROM known) AS total,
      coalesce((SELECT array_agg(number ORDER BY number)
        FROM (SELECT number FROM known ORDER BY number LIMIT ${limit}::int) AS first), '{}') AS lines`;
  return Found.parse(rows[0]);
}

const Found = z.object({ lines: z.array(z.number()), total: z.number() });
