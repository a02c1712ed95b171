import { clientOf, notifyAtEnd, withTransaction } from "./transaction.ts";

export type OutputAddress = { runId: string; step: string; attempt: number };
export type OutputChunk = OutputAddress & { chunk: number; text: string; at: string };

// Postgres text has no null character; commands may print one.
const storable = (text: string) => text.replaceAll("\u0000", "\ufffd").toWellFormed();

/** Adds output after what is there, and says so once. Only the holder of the run's lease writes here. */
export async function appendOutput(address: OutputAddress, text: string): Promise<number> {
  const { runId, step, attempt } = address;
  return withTransaction(async (tx) => {
    const rows = await clientOf(tx).$queryRaw<{ chunk: number }[]>`
      INSERT INTO "StepOutput" (run_id, step, attempt, chunk, text)
      SELECT ${runId}::uuid, ${step}, ${attempt}::int, coalesce(max(chunk), 0) + 1, ${storable(text)}
      FROM "StepOutput" WHERE run_id = ${runId}::uuid AND step = ${step} AND attempt = ${attempt}::int
      RETURNING chunk`;
    notifyAtEnd(tx, `output:${runId}`, `output:${runId}`);
    return rows[0]?.chunk ?? 0;
  });
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
    select: { runId: true, step: true, attempt: true, chunk: true, text: true, at: true },
  });
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The last chunks of a step's output, in their order. */
export async function readOutputTail(address: OutputAddress, limit = 50): Promise<OutputChunk[]> {
  const rows = await clientOf().stepOutput.findMany({
    where: address,
    orderBy: { chunk: "desc" },
    take: limit,
    select: { runId: true, step: true, attempt: true, chunk: true, text: true, at: true },
  });
  return rows.reverse().map((row) => ({ ...row, at: row.at.toISOString() }));
}
