import { clientOf, notifyAtEnd, type Transaction, withTransaction } from "./transaction.ts";

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
  return withTransaction(async (tx) => {
    const last = await lastPlace(tx, address);
    if (after !== null && (await isStored(tx, address, after, kept[0]))) return last;
    let line = last.line;
    const rows = kept.map((text, index) => {
      const lines = breaksIn(text);
      const row = { chunk: last.chunk + index + 1, text, firstLine: line, lines, size: text.length };
      line += lines;
      return { runId, step, attempt, ...row };
    });
    await clientOf(tx).stepOutput.createMany({ data: rows });
    notifyAtEnd(tx, `output:${runId}`, `output:${runId}`);
    return { chunk: last.chunk + rows.length, line };
  });
}

async function lastPlace(tx: Transaction, address: OutputAddress): Promise<OutputPlace> {
  const row = await clientOf(tx).stepOutput.findFirst({
    where: address,
    orderBy: { chunk: "desc" },
    select: { chunk: true, firstLine: true, lines: true },
  });
  return row === null ? { chunk: 0, line: 0 } : { chunk: row.chunk, line: row.firstLine + row.lines };
}

async function isStored(
  tx: Transaction,
  address: OutputAddress,
  after: OutputPlace,
  text: string | undefined,
) {
  const { runId, step, attempt } = address;
  const key = { runId, step, attempt, chunk: after.chunk + 1 };
  const row = await clientOf(tx).stepOutput.findUnique({
    where: { runId_step_attempt_chunk: key },
    select: { text: true },
  });
  return row !== null && row.text === text;
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
