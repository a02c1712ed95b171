import type { RawEntry } from "#lib/domain/record/entry.ts";
import { lockIncident, type ReadIncident } from "./incident-log.ts";
import type { Receipt } from "./receipts.ts";
import { openSurroundings, type Surroundings, type ToldSurroundings } from "./surroundings.ts";
import { clientOf, type Transaction } from "./transaction.ts";

/** Who asks for what under which key: the command's own idempotency key, and the person whose roles count, if it is one. */
export type Asking = { actorId: string; key: string; reference: string; person: string | null };

/** The answer that the key has already; or the incident under its lock with what is around it, null where there is none. */
export type Opening =
  | { receipt: Receipt }
  | { receipt: null; incident: ReadIncident | null; surroundings: Surroundings | null };

type Told = ToldSurroundings & { head_seq: number; head_hash: string; entries: RawEntry[] };
type Row = (Receipt & { head_seq: null }) | (Told & { command: null });

/** Opens a command in one journey to the database: its key, its incident's lock, the log's news and the surroundings. */
export async function openCommand(tx: Transaction, asking: Asking): Promise<Opening> {
  const { actorId, key, reference, person } = asking;
  let receipt: Receipt | null = null;
  let surroundings: Surroundings | null = null;
  const incident = await lockIncident(tx, reference, async (afterSeq) => {
    const [row] = await clientOf(tx).$queryRaw<Row[]>`
      SELECT * FROM open_command(${actorId}, ${key}, ${reference}, ${afterSeq}::int, ${person}::uuid)`;
    if (row === undefined) return null;
    if (row.command !== null) {
      receipt = { command: row.command, result: row.result };
      return null;
    }
    surroundings = openSurroundings(row);
    return { head: { seq: row.head_seq, hash: row.head_hash }, entries: row.entries };
  });
  return receipt === null ? { receipt, incident, surroundings } : { receipt };
}
