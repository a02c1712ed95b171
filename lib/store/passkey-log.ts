import type { Actor } from "#lib/domain/incident/events/index.ts";
import {
  type LoggedPasskeyEvent,
  type NewPasskeyEvent,
  type PasskeyEventType,
  passkeyEvents,
} from "#lib/domain/passkey/events.ts";
import type { Register } from "#lib/domain/passkey/key.ts";
import { evolveRegister } from "#lib/domain/passkey/register.ts";
import { beforeFirst, type Head, type RawEntry } from "#lib/domain/record/entry.ts";
import { openBy, sealBy } from "./log/entry.ts";
import { insertEntries, lockHead, readRawEntries } from "./log/raw-entries.ts";
import { clientOf, type Transaction } from "./transaction.ts";

/** The stream of all passkeys stands in the same log as the incidents, under the same guards and the same anchors. */
export const passkeyStream = "passkeys";

const isEventType = (type: string): type is PasskeyEventType => Object.hasOwn(passkeyEvents, type);

function open(raw: RawEntry): LoggedPasskeyEvent {
  const { header, facts } = openBy((type) => (isEventType(type) ? passkeyEvents[type] : null), raw);
  const { type, seq } = header;
  return { seq, hash: raw.hash, type, facts } as LoggedPasskeyEvent;
}

// A register follows from its last entry's hash alone, so a kept one counts while the log holds that hash at that place.
let kept: { seq: number; hash: string; register: Register } | null = null;

/** What the log says of all keys. */
export async function readRegister(tx?: Transaction): Promise<Register> {
  const before = kept;
  const known = before === null ? [] : await readRawEntries(passkeyStream, before.seq - 1, undefined, tx);
  const isOnTheChain = before !== null && known[0]?.hash === before.hash;
  const entries = isOnTheChain ? known.slice(1) : await readRawEntries(passkeyStream, 0, undefined, tx);
  const register = entries.map(open).reduce<Register>(evolveRegister, isOnTheChain ? before.register : []);
  const last = entries.at(-1);
  if (last !== undefined) kept = { seq: last.seq, hash: last.hash, register };
  return register;
}

/** The log's end under its lock, to the transaction's end: who enrols or revokes takes turns. The first one opens it. */
export async function lockPasskeyLog(tx: Transaction): Promise<Head> {
  const head = await lockHead(tx, passkeyStream);
  if (head !== null) return head;
  await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('holdpoint passkeys', 0))`;
  const opened = await lockHead(tx, passkeyStream);
  if (opened !== null) return opened;
  await clientOf(tx).$executeRaw`SELECT open_stream(${passkeyStream})`;
  return { seq: 0, hash: beforeFirst };
}

type Append = { after: Head; events: readonly NewPasskeyEvent[]; actor: Actor; now: string };

/** The one way into the passkeys' log, after the head that `lockPasskeyLog` gave. */
export async function appendPasskeyEvents(
  tx: Transaction,
  { after, events, actor, now }: Append,
): Promise<void> {
  let head = after;
  const raw = events.map((event) => {
    const entry = sealBy(passkeyEvents[event.type], event, {
      stream: passkeyStream,
      after: head,
      actor,
      now,
    });
    head = { seq: entry.seq, hash: entry.hash };
    return entry;
  });
  if (raw.length > 0) await insertEntries(tx, passkeyStream, raw);
}
