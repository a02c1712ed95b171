import { AppError } from "#lib/platform/errors.ts";
import { clientOf } from "./transaction.ts";

export type OutputAddress = { runId: string; step: string; attempt: number };
export type OutputChunk = OutputAddress & { chunk: number; text: string; at: string; lastLine: number };
/** Where an output ends: its last chunk, and the lines that have ended. */
export type OutputPlace = { chunk: number; line: number };

// Postgres text has no null character; commands may print one.
const storable = (text: string) => text.replaceAll("\u0000", "\ufffd").toWellFormed();
const breaksIn = (text: string) => text.split("\n").length - 1;

/**
 * Adds chunks after what is there, all or none, and says so once. Only the holder of the run's lease writes here.
 * Whoever tries again, because no answer came, says after which place: what is there by now is not written twice.
 */
export async function appendOutput(
  address: OutputAddress,
  texts: readonly string[],
  after: OutputPlace | null = null,
): Promise<OutputPlace> {
  const { runId, step, attempt } = address;
  const kept = texts.map(storable);
  const stored = after === null ? null : await storedSince(address, after, kept[0]);
  if (stored !== null) return stored;
  const chunks = kept.map((text) => ({ text, lines: breaksIn(text), size: text.length }));
  const [last] = await clientOf().$queryRaw<OutputPlace[]>`
    WITH last AS (
      SELECT chunk, first_line + lines AS line FROM "StepOutput"
      WHERE run_id = ${runId}::uuid AND step = ${step} AND attempt = ${attempt}::int
      ORDER BY chunk DESC LIMIT 1
    ), place AS (
      SELECT coalesce(max(chunk), 0) AS chunk, coalesce(max(line), 0) AS line FROM last
    ), added AS (
      INSERT INTO "StepOutput" (run_id, step, attempt, chunk, text, first_line, lines, size)
      SELECT ${runId}::uuid, ${step}, ${attempt}::int, place.chunk + of.number, of.text,
        place.line + sum(of.lines) OVER (ORDER BY of.number) - of.lines, of.lines, of.size
      FROM place, ROWS FROM (json_to_recordset(${JSON.stringify(chunks)}::json) AS (text text, lines int, size int))
        WITH ORDINALITY AS of (text, lines, size, number)
      RETURNING chunk, first_line + lines AS line
    )
    SELECT max(chunk)::int AS chunk, max(line)::int AS line, pg_notify('holdpoint', ${`output:${runId}`})::text
    FROM added`;
  if (last === undefined)
    throw new AppError("broken-invariant", "The database did not say where the output ends.");
  return { chunk: last.chunk, line: last.line };
}

/** Where the output ends, if the first of what was to be written after a place is there already. */
async function storedSince(
  address: OutputAddress,
  after: OutputPlace,
  text: string | undefined,
): Promise<OutputPlace | null> {
  const { runId, step, attempt } = address;
  const rows = await clientOf().stepOutput.findMany({
    where: { runId, step, attempt, chunk: { gt: after.chunk } },
    orderBy: { chunk: "asc" },
    select: { chunk: true, text: true, firstLine: true, lines: true },
  });
  const last = rows.at(-1);
  if (last === undefined || rows[0]?.text !== text) return null;
  return { chunk: last.chunk, line: last.firstLine + last.lines };
}

/** A step's output after a chunk. */
export async function readOutput(
  address: OutputAddress,
  afterChunk = 0,
  limit = 500,
): Promise<OutputChunk[]> {
  const rows = await clientOf().stepOutput.findMany({
    where: { ...address, chunk: { gt: afterChunk } },
    orderBy: { chunk: "asc" },
    take: limit,
  });
  return rows.map(chunkOf);
}

export type TailLimit = { afterChunk?: number; chunks: number; characters: number };

/** The last chunks of a step's output, in their order: no more than fit, and at least one. */
export async function readOutputTail(address: OutputAddress, limit: TailLimit): Promise<OutputChunk[]> {
  const { runId, step, attempt } = address;
  const sizes = await clientOf().stepOutput.findMany({
    where: { ...address, chunk: { gt: limit.afterChunk ?? 0 } },
    orderBy: { chunk: "desc" },
    take: limit.chunks,
    select: { chunk: true, size: true },
  });
  let left = limit.characters;
  const fitting = sizes.filter(({ size }, index) => {
    left -= size;
    return left >= 0 || index === 0;
  });
  const first = fitting.at(-1)?.chunk;
  if (first === undefined) return [];
  const last = fitting[0]?.chunk ?? first;
  const rows = await clientOf().stepOutput.findMany({
    where: { runId, step, attempt, chunk: { gte: first, lte: last } },
    orderBy: { chunk: "asc" },
  });
  return rows.map(chunkOf);
}

type Row = OutputAddress & { chunk: number; text: string; at: Date; firstLine: number; lines: number };

const chunkOf = ({ runId, step, attempt, chunk, text, at, firstLine, lines }: Row): OutputChunk => ({
  runId,
  step,
  attempt,
  chunk,
  text,
  at: at.toISOString(),
  lastLine: firstLine + lines,
});
