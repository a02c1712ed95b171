import type { RawEntry } from "#lib/domain/record/entry.ts";
import { readHeader } from "../header.ts";
import type { Counts } from "./findings.ts";
import type { Followed } from "./followed.ts";
import type { Manifest } from "./manifest.ts";

const isRedacted = ({ text, header }: RawEntry) => text === null && readHeader(header)?.textDigest !== null;

export function countsOf(
  manifest: Manifest,
  entries: readonly RawEntry[],
  followed: Followed | null,
): Counts {
  const proofs = followed?.proofs ?? [];
  return {
    files: manifest.files.length,
    evidence: manifest.files.filter(({ kind }) => kind === "evidence").length,
    anchors: manifest.files.filter(({ kind }) => kind === "anchor").length,
    entries: entries.length,
    redacted: entries.filter(isRedacted).length,
    passkeys: proofs.filter((method) => method === "passkey").length,
    attested: proofs.filter((method) => method === "server-attested").length,
  };
}
