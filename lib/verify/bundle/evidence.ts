import { sha256 as digestOfBytes } from "#lib/platform/digest.ts";
import type { Contents } from "./contents.ts";
import type { Report } from "./findings.ts";
import type { NamedFile } from "./followed.ts";
import type { Manifest } from "./manifest.ts";
import { type Placed, placeOf } from "./typed-entries.ts";

export const evidencePath = (sha256: string): string => `evidence/${sha256}`;

/** The files that a log names, in its order. */
export const filesNamed = <A extends Placed>(
  acts: readonly A[],
  filesOf: (act: A) => Pick<NamedFile, "sha256" | "bytes">[],
): NamedFile[] =>
  acts.flatMap((act) =>
    filesOf(act).map(({ sha256, bytes }) => ({
      sha256,
      bytes,
      seq: act.seq,
      isRedacted: act.words === null,
    })),
  );

/** Each file of evidence is the one that its entry names, and none is there that no entry names; what is left out is told. */
export function checkEvidence(
  there: Contents,
  manifest: Manifest,
  files: readonly NamedFile[],
  report: Report,
): void {
  const listed = new Set(manifest.files.filter(({ kind }) => kind === "evidence").map(({ path }) => path));
  // Without Map.groupBy, because an auditor's own Node may be older than it.
  const named = new Map<string, NamedFile[]>();
  for (const file of files) {
    const path = evidencePath(file.sha256);
    const before = named.get(path);
    if (before === undefined) named.set(path, [file]);
    else before.push(file);
  }
  for (const [path, those] of named)
    for (const { seq, bytes, isRedacted } of those)
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
