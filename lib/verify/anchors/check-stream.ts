import type { AnchorReport } from "./findings.ts";
import type { RestoredLeaf } from "./leaf.ts";
import type { AnchorList, ListedHead } from "./list.ts";

/** A leaf: its place in the list, what it says, and when the first tree head over it was signed. */
type Anchored = { at: number; seq: number; hash: string; signedAt: string };
/** What a list says of each stream: its anchors in their order, and the restorations that excuse some of them. */
export type Anchors = {
  of: Map<string, Anchored[]>;
  restored: { at: number; leaf: RestoredLeaf }[];
  size: number;
};

/** `heads`: those over the leaves that a key to trust signed, in their order. */
export function anchorsIn({ leaves }: Pick<AnchorList, "leaves">, heads: readonly ListedHead[]): Anchors {
  const anchors: Anchors = { of: new Map(), restored: [], size: leaves.length };
  let next = 0;
  for (const [at, { leaf }] of leaves.entries()) {
    while ((heads[next]?.after ?? leaves.length) <= at) next += 1;
    const signedAt = heads[next]?.head.at ?? "";
    if (leaf.kind === "restored") anchors.restored.push({ at, leaf });
    if (leaf.kind === "head") {
      const ofStream = anchors.of.get(leaf.stream) ?? [];
      ofStream.push({ at, seq: leaf.seq, hash: leaf.hash, signedAt });
      anchors.of.set(leaf.stream, ofStream);
    }
  }
  return anchors;
}

/** Anchored before a restoration that says that the stream no longer holds so much. */
const isExcused = (stream: string, { at, seq }: Anchored, { restored }: Anchors): boolean =>
  restored.some(
    (epoch) => epoch.at > at && epoch.leaf.streams.some((one) => one.stream === stream && seq > one.keeps),
  );

/** A stream as somebody holds it: the hash of each entry, first entry first. */
export type HeldLog = { stream: string; hashes: readonly string[] };

/** Every entry that was anchored is still there with the hash that it had. */
export function checkStream({ stream, hashes }: HeldLog, anchors: Anchors, report: AnchorReport): void {
  const binding = (anchors.of.get(stream) ?? []).filter((one) => !isExcused(stream, one, anchors));
  const other = binding.find(({ seq, hash }) => seq <= hashes.length && hashes[seq - 1] !== hash);
  const lost = binding.findLast(({ seq }) => seq > hashes.length);
  if (other !== undefined)
    report.wrong(
      "re-chained",
      `${stream}, entry ${other.seq}`,
      `leaf ${other.at + 1} anchored it as ${other.hash}, and it is ${hashes[other.seq - 1]}`,
    );
  else if (lost !== undefined) ends({ stream, hashes }, binding, lost, report);
}

/** The log ends before an anchored entry: where it once stood so, it is an earlier copy. */
function ends({ stream, hashes }: HeldLog, binding: Anchored[], lost: Anchored, report: AnchorReport): void {
  const earlier = binding.find(({ seq, hash }) => seq === hashes.length && hash === hashes.at(-1));
  const place = `${stream}, entry ${hashes.length + 1}`;
  const anchored = `leaf ${lost.at + 1} anchored entry ${lost.seq}`;
  if (earlier === undefined) report.wrong("truncation", place, `it is gone, and all after it: ${anchored}`);
  else
    report.wrong(
      "rolled-back",
      place,
      `the log stands where it stood at leaf ${earlier.at + 1}, and ${anchored}`,
    );
}

/** What was restored is told with every verdict: it excuses what is missing, and by whose word. */
export function tellRestored({ restored }: Anchors, report: AnchorReport): void {
  for (const { at, leaf } of restored)
    report.note(
      `leaf ${at + 1}`,
      `restored at ${leaf.at}, recorded by ${leaf.by}: ${leaf.reason} (logs that lost entries: ${leaf.streams.map(({ stream }) => stream).join(", ") || "none"})`,
    );
}
