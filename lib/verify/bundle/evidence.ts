import { sha256 as digestOfBytes } from "#lib/platform/digest.ts";
import { type Act, placeOf } from "./acts.ts";
import type { Contents } from "./contents.ts";
import type { Report } from "./findings.ts";
import type { Manifest } from "./manifest.ts";

export const evidencePath = (sha256: string): string => `evidence/${sha256}`;

export type NamedFile = { seq: number; sha256: string; bytes: number; isRedacted: boolean };

/** The files that a log names, in its order; what was handed in as words has none. */
export const filesNamed = (acts: readonly Act[]): NamedFile[] =>
  acts.flatMap(({ type, seq, facts, words }) =>
    type === "EvidenceHandedIn" && facts.media !== undefined
      ? [{ seq, sha256: facts.sha256, bytes: facts.bytes, isRedacted: words === null }]
      : [],
  );

/** Each file of evidence is the one that its entry names, and none is there that no entry names; what is left out is told. */
export function checkEvidence(
  there: Contents,
  manifest: Manifest,
  acts: readonly Act[],
  report: Report,
): void {
  const listed = new Set(manifest.files.filter(({ kind }) => kind === "evidence").map(({ path }) => path));
  // Without Map.groupBy, because an auditor's own Node may be older than it.
  const named = new Map<string, NamedFile[]>();
  for (const file of filesNamed(acts)) {
    const path = evidencePath(file.sha256);
    const before = named.get(path);
    if (before === undefined) named.set(path, [file]);
    else before.push(file);
  }
  for (const [path, files] of named)
    for (const { seq, bytes, isRedacted } of files)
      if (!listed.has(path))
        report.note(
          placeOf(seq),
          isRedacted
            ? "its file was redacted with its words"
            : `its file of ${bytes} bytes is not in this bundle: only its digest is in the log`,
        );
  for (const path of listed) {
    const fault = faultOf(there.get(path), named.get(path));
    if (fault !== null) report.wrong("evidence", path, fault);
  }
}

function faultOf(bytes: Uint8Array | undefined, named: readonly NamedFile[] | undefined): string | null {
  if (named === undefined) return "the log names no such file";
  if (bytes === undefined) return "it is missing";
  const digest = digestOfBytes(bytes);
  const other = named.find((file) => file.sha256 !== digest || file.bytes !== bytes.length);
  return other === undefined ? null : `it is not the file that ${placeOf(other.seq)} names`;
}
