import { z } from "zod";
import { Instant, Sha256 } from "#lib/domain/incident/events/shapes.ts";
import type { Head } from "#lib/domain/record/entry.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { readCanonical } from "../bundle/json.ts";
import { Rotation } from "../keys/rotation.ts";

const Seq = z.number().int().positive();
const LogHead = z.strictObject({ seq: Seq, hash: Sha256 });

/** A stream stood here: its last entry's number and hash. */
const HeadLeaf = z.strictObject({
  kind: z.literal("head"),
  stream: z.string().min(1),
  seq: Seq,
  hash: Sha256,
});

/**
 * A restoration that an administrator answers for. Of each stream that no longer holds what was anchored: up to which
 * entry it still does (0 for none), what was anchored last, and how it stands now, null where it is gone.
 */
const RestoredLeaf = z.strictObject({
  kind: z.literal("restored"),
  at: Instant,
  by: z.string().min(1).max(200),
  reason: z.string().min(1).max(2_000),
  streams: z.array(
    z.strictObject({
      stream: z.string().min(1),
      keeps: z.number().int().nonnegative(),
      was: LogHead,
      is: LogHead.nullable(),
    }),
  ),
});

const Leaf = z.discriminatedUnion("kind", [HeadLeaf, RestoredLeaf, Rotation]);
export type HeadLeaf = z.infer<typeof HeadLeaf>;
export type RestoredLeaf = z.infer<typeof RestoredLeaf>;
export type Leaf = z.infer<typeof Leaf>;

/** A leaf's own characters: what the tree is made of. */
export const writeLeaf = (leaf: Leaf): string => canonicalJson(leaf);

export const headLeaf = (stream: string, { seq, hash }: Head): string =>
  writeLeaf({ kind: "head", stream, seq, hash });

/** What a leaf says, or null where it is none in the canonical form. */
export const readLeaf = (text: string): Leaf | null => readCanonical(text, Leaf);
