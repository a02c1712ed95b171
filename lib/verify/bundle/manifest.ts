import { z } from "zod";
import { Instant, Sha256 } from "#lib/domain/incident/events/shapes.ts";
import { filePath, limits } from "./zip-layout.ts";

export const bundleVersion = 1;

/** Where what every bundle has stands in it, the anchor that most have, and the rotations of a console that gave up a key. */
export const places = {
  manifest: "bundle.json",
  envelope: "bundle.dsse.json",
  log: "log/entries.ndjson",
  protocol: "protocol/pack.json",
  consoleKey: "keys/console.pem",
  anchor: "anchors/head.json",
  rotations: "keys/rotations.json",
} as const;

/** What this verifier knows to check. A later version of the format adds kinds; their digests are checked, and they are named. */
export const knownKinds = [
  "log",
  "protocol",
  "console-key",
  "passkey",
  "record",
  "evidence",
  "anchor",
  "rotations",
  "reading",
] as const;
export type Kind = (typeof knownKinds)[number];

const BundleFileEntry = z.strictObject({
  path: z.string().regex(filePath),
  kind: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  bytes: z.number().int().nonnegative(),
  sha256: Sha256,
});

/** The signed list of all that a bundle holds. */
export const Manifest = z.strictObject({
  format: z.literal("holdpoint-bundle"),
  version: z.number().int().positive(),
  stream: z.string().min(1).max(100),
  head: z.strictObject({ seq: z.number().int().positive(), hash: Sha256 }),
  console: z.strictObject({ version: z.string().max(40), address: z.string().max(400) }),
  exportedAt: Instant,
  /** Whose words it holds; `all`: those of the room and those for one party alone. */
  texts: z.literal("all"),
  files: z.array(BundleFileEntry).max(limits.files),
});
export type Manifest = z.infer<typeof Manifest>;
export type FileEntry = Manifest["files"][number];
