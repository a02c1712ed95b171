import type { Actor } from "#lib/domain/incident/events/index.ts";
import {
  type LoggedPasskeyEvent,
  type NewPasskeyEvent,
  type PasskeyEventType,
  passkeyEvents,
} from "#lib/domain/passkey/events.ts";
import { evolveRegister, type Register } from "#lib/domain/passkey/register.ts";
import { beforeFirst, type Head, type RawEntry } from "#lib/domain/record/entry.ts";
import { openBy, sealBy } from "./log/entry.ts";
import { insertEntries, lockHead, readRawEntries, readRawEntriesAbout } from "./log/raw-entries.ts";
import { clientOf, type Transaction } from "./transaction.ts";

/** The stream of all passkeys stands in the same log as the incidents, under the same guards and the same anchors. */
export const passkeyStream = "passkeys";

const isEventType = (type: string): type is PasskeyEventType => Object.hasOwn(passkeyEvents, type);

function open(raw: RawEntry): LoggedPasskeyEvent {
  const { header, facts } = openBy((type) => (isEventType(type) ? passkeyEvents[type] : null), raw);
  const { type, seq } = header;
  return { seq, hash: raw.hash, type, facts } as LoggedPasskeyEvent;
}

/** What the log says of the keys that these words belong to (credentials, public keys or persons), or of all. */
export async function readRegister(words: readonly string[] | "all", tx?: Transaction): Promise<Register> {
  const entries =
    words === "all"
      ? await readRawEntries(passkeyStream, 0, undefined, tx)
      : await readRawEntriesAbout(passkeyStream, words, tx);
  return entries.map(open).reduce<Register>(evolveRegister, []);
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
