import { z } from "zod";
import {
  type Actor,
  type EventType,
  incidentEvents,
  type LoggedEvent,
  type NewEvent,
  type TextAudience,
  type TextOf,
} from "#lib/domain/incident/events/index.ts";
import {
  EntryHeader,
  entryPreimage,
  type Head,
  type RawEntry,
  textPreimage,
} from "#lib/domain/record/entry.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { randomToken } from "#lib/platform/crypto.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { AppError } from "#lib/platform/errors.ts";

/** An entry that was read and understood. `text` is null once it was redacted. */
export type StoredEntry = {
  event: LoggedEvent;
  text: TextOf<EventType> | null;
  isRedacted: boolean;
  audience: TextAudience;
};

const currentVersion = 1;

function checked(contract: z.ZodType, value: unknown, what: string): unknown {
  const result = contract.safeParse(value);
  if (result.success) return result.data;
  throw new AppError("invalid-input", `The ${what} cannot be recorded.`, {
    detail: z.prettifyError(result.error),
  });
}

/** The canonical characters of a value, refusing what a Postgres string or another verifier cannot hold. */
function exactly(value: unknown): string {
  let characters: string;
  try {
    characters = canonicalJson(value);
  } catch (cause) {
    throw new AppError("invalid-input", "The text holds a character that cannot be stored.", { cause });
  }
  if (/(?<!\\)(?:\\\\)*\\u0000/.test(characters)) {
    throw new AppError("invalid-input", "The text holds a null character, which cannot be stored.");
  }
  return characters;
}

export type Placed = { stream: string; after: Head; actor: Actor; now: string };

/** What an event's facts and text must be. */
export type Contract = { facts: z.ZodType; text: z.ZodType };
type Unplaced = {
  type: string;
  facts: unknown;
  text: unknown;
  occurredAt?: string;
  actor?: Actor;
  audience?: TextAudience;
};

/** Gives a new event of an incident its place. */
export const sealEntry = (event: NewEvent, placed: Placed): RawEntry =>
  sealBy(incidentEvents[event.type], event, placed);

/** Gives a new event its place: checks it against its contract, digests it, and hashes it after the head. */
export function sealBy(contract: Contract, event: Unplaced, { stream, after, actor, now }: Placed): RawEntry {
  const facts = exactly(checked(contract.facts, event.facts, `facts of ${event.type}`));
  const words = exactly(checked(contract.text, event.text, `text of ${event.type}`));
  const text = words === "{}" ? null : words;
  const textSalt = text === null ? null : randomToken(32);
  const header: EntryHeader = {
    stream,
    seq: after.seq + 1,
    prevHash: after.hash,
    type: event.type,
    typeVersion: currentVersion,
    occurredAt: event.occurredAt ?? now,
    recordedAt: now,
    actor: event.actor ?? actor,
    audience: event.audience ?? "room",
    factsDigest: sha256(facts),
    textDigest: text === null || textSalt === null ? null : sha256(textPreimage(textSalt, text)),
  };
  const bytes = canonicalJson(checked(EntryHeader, header, `header of ${event.type}`));
  return {
    seq: header.seq,
    hash: sha256(entryPreimage(bytes)),
    prevHash: after.hash,
    header: bytes,
    facts,
    text,
    textSalt,
  };
}

const isEventType = (type: string): type is EventType => Object.hasOwn(incidentEvents, type);

/** The meaning of stored characters. Throws where this version cannot read them: a log outlives its code. */
export function openEntry(raw: RawEntry): StoredEntry {
  const { header, facts, text, isRedacted } = openBy(
    (type) => (isEventType(type) ? incidentEvents[type] : null),
    raw,
  );
  const { type, seq, occurredAt, recordedAt, actor, audience } = header;
  const event = { seq, hash: raw.hash, type, facts, actor, occurredAt, recordedAt } as LoggedEvent;
  return { event, text: text as StoredEntry["text"], isRedacted, audience };
}

/** Reads an entry by the contract that its type has in the stream's kind. */
export function openBy(contractOf: (type: string) => Contract | null, raw: RawEntry) {
  const header = EntryHeader.parse(JSON.parse(raw.header));
  const contract = contractOf(header.type);
  if (contract === null || header.typeVersion !== currentVersion) {
    throw new AppError("broken-invariant", "The log holds an entry that this version cannot read.", {
      detail: `${header.stream} ${header.seq}: ${header.type} version ${header.typeVersion}`,
    });
  }
  const facts = contract.facts.parse(JSON.parse(raw.facts));
  const isRedacted = header.textDigest !== null && raw.text === null;
  const text = isRedacted ? null : contract.text.parse(JSON.parse(raw.text ?? "{}"));
  return { header, facts, text, isRedacted };
}
