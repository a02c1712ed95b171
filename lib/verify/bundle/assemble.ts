import type { KeyObject } from "node:crypto";
import type { Head, RawEntry } from "#lib/domain/record/entry.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import type { Rotation } from "../keys/rotation.ts";
import type { Anchor } from "./anchor.ts";
import { pemOfCose } from "./contents.ts";
import { pemOf } from "./ed25519.ts";
import { payloadTypes } from "./envelope.ts";
import { evidencePath } from "./evidence.ts";
import { Report } from "./findings.ts";
import type { Followed, Sealed } from "./followed.ts";
import { indexHtml } from "./index-html.ts";
import { envelopeFrom, type KeptEnvelopes } from "./kept-envelope.ts";
import { writeLines } from "./log-lines.ts";
import { readLog } from "./logs.ts";
import { bundleVersion, type Kind, type Manifest, places } from "./manifest.ts";
import type { Names } from "./reading.ts";
import { passkeyPath, recordPath, recordTextPath } from "./records.ts";
import { mostRotations } from "./rotations.ts";
import { publicKeyOf, seal } from "./seal.ts";
import { verifyMarkdown } from "./verify-md.ts";
import { writeZip } from "./write-zip.ts";
import { type BundleFile, inOrder, limits } from "./zip-layout.ts";

export type Source = {
  stream: string;
  head: Head;
  entries: readonly RawEntry[];
  pack: unknown;
  names: Names;
  console: Manifest["console"];
  exportedAt: string;
  /** Files of evidence, by the digest that the log names; what of them is not there is told by the verifier. */
  evidence: ReadonlyMap<string, Uint8Array>;
  /** Null where the log is not anchored yet. */
  anchor: Anchor | null;
  /** How the console came to its key, the first rotation first. */
  rotations: readonly Rotation[];
  /** Of sealed records, what the console signed when they were. */
  envelopes: KeptEnvelopes;
};

/** The same before it is known which files of evidence find room. */
export type BareSource = Omit<Source, "evidence">;

/** A file that is to be in a bundle, and what a verifier is to take it for. */
export type Part = BundleFile & { kind: string };

const part = (kind: Kind, path: string, text: string): Part => ({
  kind,
  path,
  bytes: new TextEncoder().encode(text),
});

type EnvelopeOf = ReturnType<typeof envelopeFrom>;

const recordParts = ({ name, statement, markdown }: Sealed, names: Names, envelopeOf: EnvelopeOf): Part[] => [
  ...(statement === null ? [] : [part("record", recordPath(name), envelopeOf(name, statement))]),
  part("reading", recordTextPath(name), markdown(names)),
];

function keyParts({ signers }: Followed): Part[] {
  return [...signers.values()].flatMap(({ facts }) => {
    const pem = pemOfCose(facts.publicKeyCose);
    return pem === null ? [] : [part("passkey", passkeyPath(facts.credentialId), pem)];
  });
}

const rotationParts = (rotations: readonly Rotation[]): Part[] =>
  rotations.length === 0
    ? []
    : [part("rotations", places.rotations, canonicalJson(rotations.slice(-mostRotations)))];

const nothing: Followed = { signers: new Map(), proofs: [], sealed: [] };

/**
 * All that a bundle holds but evidence and its manifest. What the log says is taken as it is: whether it holds is the
 * verifier's to say.
 */
export function bareParts(source: BareSource, privateKey: KeyObject): Part[] {
  const { stream, head, entries, pack, names, console: origin, exportedAt, anchor, rotations } = source;
  const key = publicKeyOf(privateKey);
  const packText = canonicalJson(pack);
  const reading = readLog({ stream, entries }, new Report());
  const envelopeOf = envelopeFrom(source.envelopes, rotations, privateKey);
  const followed = reading.follow(new TextEncoder().encode(packText)) ?? nothing;
  const manifest = manifestHead(stream, head, origin, exportedAt);
  return [
    part("log", places.log, writeLines(entries)),
    part("protocol", places.protocol, packText),
    part("console-key", places.consoleKey, pemOf(key.spki)),
    ...rotationParts(rotations),
    ...keyParts(followed),
    ...(anchor === null ? [] : [part("anchor", places.anchor, canonicalJson(anchor))]),
    ...followed.sealed.flatMap((one) => recordParts(one, names, envelopeOf)),
    part("reading", "index.html", indexHtml({ manifest, keyId: key.id, entries, ...followed, names })),
    part("reading", "VERIFY.md", verifyMarkdown(stream, key.id, rotations.length > 0)),
  ];
}

export const evidenceParts = (evidence: Source["evidence"]): Part[] =>
  [...evidence].map(([sha256, bytes]) => ({ kind: "evidence", path: evidencePath(sha256), bytes }));

/** How many files an archive takes beside these, its manifest and the manifest's envelope. */
export const roomBeside = (parts: readonly Part[]): number => Math.max(0, limits.files - parts.length - 2);

export const partsOf = (source: Source, privateKey: KeyObject): Part[] => [
  ...bareParts(source, privateKey),
  ...evidenceParts(source.evidence),
];

const manifestHead = (
  stream: string,
  head: Head,
  origin: Manifest["console"],
  exportedAt: string,
): Omit<Manifest, "files"> => ({
  format: "holdpoint-bundle",
  version: bundleVersion,
  stream,
  head: { seq: head.seq, hash: head.hash },
  console: origin,
  exportedAt,
  texts: "all",
});

/** Lists the parts, signs the list, and makes the one archive of it all: the same parts and key give the same bytes. */
export function bind(
  source: BareSource,
  parts: readonly Part[],
  privateKey: KeyObject,
): Uint8Array<ArrayBuffer> {
  const files = [...parts]
    .sort((left, right) => inOrder(left.path, right.path))
    .map(({ path, kind, bytes }) => ({ path, kind, bytes: bytes.length, sha256: sha256(bytes) }));
  const { stream, head, console: origin, exportedAt } = source;
  const manifest = canonicalJson({ ...manifestHead(stream, head, origin, exportedAt), files });
  const envelope = seal(privateKey, payloadTypes.bundle, manifest);
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  return writeZip([
    ...parts,
    { path: places.manifest, bytes: bytesOf(manifest) },
    { path: places.envelope, bytes: bytesOf(envelope) },
  ]);
}
