import { z } from "zod";

const Digest = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits");
const Instant = z.iso.datetime({ precision: 3 });

/** The hash that stands before a stream's first entry. */
export const beforeFirst = "0".repeat(64);

export const EntryActor = z.strictObject({ kind: z.enum(["person", "console"]), id: z.string().min(1) });
export const EntryAudience = z.union([z.literal("room"), z.templateLiteral(["party:", z.string().min(1)])]);

/** What an entry's hash covers: its place, its author, and the digests of its facts and its text. */
export const EntryHeader = z.strictObject({
  stream: z.string().min(1),
  seq: z.number().int().positive(),
  prevHash: Digest,
  type: z.string().min(1),
  typeVersion: z.number().int().positive(),
  occurredAt: Instant,
  recordedAt: Instant,
  actor: EntryActor,
  audience: EntryAudience,
  factsDigest: Digest,
  textDigest: Digest.nullable(),
});
export type EntryHeader = z.infer<typeof EntryHeader>;

/** An entry as it is stored: the exact characters that were hashed. Text and salt are null where there is none left. */
export type RawEntry = {
  seq: number;
  hash: string;
  prevHash: string;
  header: string;
  facts: string;
  text: string | null;
  textSalt: string | null;
  /** The time of recording as its own column says it, where the entry was read from a table that has one. */
  recordedAt?: string;
};

/** The end of a stream: where the next entry goes on. */
export type Head = { seq: number; hash: string };

/** What is hashed for an entry; the prefix keeps its hash from meaning anything else. */
export const entryPreimage = (header: string): string => `holdpoint-entry-v1\n${header}`;

/** What is hashed for an entry's text; the salt keeps a removed text from being guessed by its digest. */
export const textPreimage = (salt: string, text: string): string => `${salt}${text}`;
