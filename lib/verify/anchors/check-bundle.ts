import { type Anchor, readAnchor } from "../bundle/anchor.ts";
import { readCanonical } from "../bundle/json.ts";
import { readLines } from "../bundle/log-lines.ts";
import { Manifest, places } from "../bundle/manifest.ts";
import { readZip, Unreadable } from "../bundle/read-zip.ts";
import { readRotations } from "../bundle/rotations.ts";
import type { SignedRotation } from "../keys/rotation.ts";
import type { AnchorKeys } from "./check-list.ts";
import { checkStream, type HeldLog, tellRestored } from "./check-stream.ts";
import { AnchorReport } from "./findings.ts";
import { readLeaf } from "./leaf.ts";
import { isHeadSignedBy, readHead } from "./note.ts";
import { trustedIn } from "./rotations.ts";
import { checkGiven, type GivenAnchors, isNote } from "./verify-anchors.ts";

/** What was found, and what holds where nothing was: less against a tree head alone than against a list. */
export type BundleAnchors = { report: AnchorReport; holds: string };

/** A bundle's log and its anchor against anchors that somebody else kept; null where it cannot be read as a bundle. */
export function checkBundleAnchors(
  archive: Uint8Array,
  given: readonly GivenAnchors[],
  keys: AnchorKeys,
): BundleAnchors | null {
  const files = filesIn(archive);
  const manifest = readCanonical(files?.get(places.manifest) ?? new Uint8Array(), Manifest);
  const entries = readLines(files?.get(places.log) ?? new Uint8Array());
  if (manifest === null || !Array.isArray(entries)) return null;
  const report = new AnchorReport();
  const anchor = readAnchor(files?.get(places.anchor) ?? new Uint8Array());
  const rotations = readRotations(files?.get(places.rotations) ?? new Uint8Array()) ?? [];
  if (given.every(({ text }) => isNote(text))) {
    const trusted = trustedIn([], rotations, keys, report);
    for (const note of given) checkHeld(note, anchor, trusted, report);
    return { report, holds: holdsByHead(anchor) };
  }
  const { stream, exportedAt } = manifest;
  const hashes = entries.map(({ hash }) => hash);
  checkAgainstLists({ stream, exportedAt, hashes, anchor, rotations }, given, keys, report);
  return { report, holds: holdsByList(exportedAt) };
}

const holdsByList = (exportedAt: string) =>
  `its log holds all that the list given has of it from before ${exportedAt}, when it says that it was exported`;

/** A tree head says nothing of the leaves between: an older one of this log stands in the tree as well as its last. */
function holdsByHead(anchor: Anchor | null): string {
  const leaf = readLeaf(anchor?.leaf ?? "");
  const of = leaf?.kind === "head" ? `entry ${leaf.seq}` : "an entry";
  return `the list has only grown, and a leaf of this log stands in it, for ${of}; whether a later one does, only a copy of the list shows`;
}

type HeldBundle = HeldLog & {
  exportedAt: string;
  anchor: Anchor | null;
  rotations: readonly SignedRotation[];
};

function checkAgainstLists(
  { stream, hashes, exportedAt, anchor, rotations }: HeldBundle,
  given: readonly GivenAnchors[],
  keys: AnchorKeys,
  report: AnchorReport,
): void {
  const size = readHead(anchor?.note ?? "")?.size ?? 0;
  const own = anchor === null ? [] : [{ of: places.anchor, text: anchor.note }];
  const known = checkGiven(given, null, keys, new AnchorReport(), rotations).size;
  const anchors = checkGiven(size > known ? given : [...given, ...own], null, keys, report, rotations);
  if (size > known)
    report.note(places.anchor, `its tree head is of ${size} leaves, and the list given ends after ${known}`);
  // What was anchored after the export, the bundle cannot hold; what its own tree head speaks for, or what was signed
  // before it was exported, it must: whoever makes a bundle chooses its anchor, and may leave it out.
  const ofLog = anchors.of.get(stream) ?? [];
  const binding = ofLog.filter(
    ({ at, seq, signedAt }) => at < size || seq <= hashes.length || signedAt < exportedAt,
  );
  const next = ofLog.find((leaf) => !binding.includes(leaf));
  if (next !== undefined)
    report.note(
      stream,
      `the list goes on to entry ${ofLog.at(-1)?.seq}: leaf ${next.at + 1}, of entry ${next.seq}, was signed at ${next.signedAt}, and the bundle says that it was exported at ${exportedAt}`,
    );
  checkStream({ stream, hashes }, { ...anchors, of: new Map([[stream, binding]]) }, report);
  tellRestored(anchors, report);
}

/** A tree head that somebody holds: the bundle's own, or the earlier one that its anchor shows the beginning of. */
function checkHeld(
  { of, text }: GivenAnchors,
  anchor: Anchor | null,
  keys: AnchorKeys,
  report: AnchorReport,
) {
  const head = readHead(text);
  const shown = [anchor?.note, anchor?.since?.note].flatMap((note) => readHead(note ?? "") ?? []);
  const same = shown.find(({ size }) => size === head?.size);
  if (head === null) report.wrong("list", of, "it is no signed tree head");
  else if (!keys.some((key) => isHeadSignedBy(key, head)))
    report.wrong("trust", of, `it is signed as ${head.note.name}, by no key that you trust`);
  else if (same === undefined)
    report.wrong(
      "anchor",
      `${of}, tree head of ${head.size}`,
      "the bundle shows nothing of it: have it exported with --since and this file",
    );
  else if (same.root !== head.root)
    report.wrong("fork", `${of}, tree head of ${head.size}`, "the bundle's has another root at that size");
}

function filesIn(archive: Uint8Array): Map<string, Uint8Array> | null {
  try {
    return new Map(readZip(archive).map(({ path, bytes }) => [path, bytes]));
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
