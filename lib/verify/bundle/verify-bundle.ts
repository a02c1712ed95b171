import type { RawEntry } from "#lib/domain/record/entry.ts";
import { isSameBytes, textIn } from "#lib/platform/bytes.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { verifyChain } from "../chain.ts";
import { checkAnchor } from "./anchor.ts";
import { type Contents, checkFiles, checkPasskeys, checkRecords } from "./contents.ts";
import { consoleKey, spkiOfPem } from "./ed25519.ts";
import { isSealedBy, type OpenedEnvelope, openEnvelope, payloadTypes } from "./envelope.ts";
import { checkEvidence } from "./evidence.ts";
import { Report, type Verdict } from "./findings.ts";
import type { Followed } from "./followed.ts";
import { readCanonical } from "./json.ts";
import { readLines } from "./log-lines.ts";
import { isTooLong, readLog } from "./logs.ts";
import { bundleVersion, Manifest, places } from "./manifest.ts";
import { readZip, Unreadable } from "./read-zip.ts";
import { checkRotations } from "./rotations.ts";
import { type Signer, signerOf, type Trusted } from "./signer.ts";
import { countsOf } from "./summary.ts";

/** Checks a whole bundle, with nothing but the bundle and the keys to trust, and names each thing that is wrong. */
export function verifyBundle(bytes: Uint8Array, trusted: Trusted): Verdict {
  try {
    return verifyFiles(readZip(bytes), trusted);
  } catch (error) {
    // Whatever a bundle holds, who asks gets a verdict: a program that ends in the middle says nothing.
    const reason = error instanceof Unreadable ? error.message : "it holds something that cannot be checked";
    return { verdict: "unreadable", reason };
  }
}

function verifyFiles(files: ReturnType<typeof readZip>, trusted: Trusted): Verdict {
  const report = new Report();
  const manifest = manifestIn(files);
  const there = checkFiles(files, manifest, report);
  const envelope = openEnvelope(there.get(places.envelope) ?? new Uint8Array());
  const signer = checkSignature(there, manifest, envelope, trusted, report);
  const entries = checkLog(there, manifest, report);
  const followed = entries === null ? null : checkHistory(there, manifest, entries, report);
  if (followed !== null) {
    if (signer !== null) checkRecords(there, manifest, followed, signer.kin, report);
    checkPasskeys(there, manifest, followed, report);
  }
  if (entries !== null && signer !== null)
    checkAnchor(there, manifest, { ...manifest, entries, keys: signer.kin }, report);
  const { findings, notes } = report;
  return {
    verdict: findings.length === 0 ? "verified" : "fails",
    stream: manifest.stream,
    head: manifest.head,
    exportedAt: manifest.exportedAt,
    console: manifest.console,
    counts: countsOf(manifest, entries ?? [], followed),
    keyId: envelope?.keyId ?? "",
    isTrusted: signer !== null && trusted !== null,
    through: signer?.through ?? 0,
    decisions: followed?.sealed.map(({ summary }) => summary) ?? [],
    findings,
    notes,
  };
}

function manifestIn(files: ReturnType<typeof readZip>): Manifest {
  const bytes = files.find(({ path }) => path === places.manifest)?.bytes;
  if (bytes === undefined) throw new Unreadable("it has no bundle.json, so it is no bundle");
  const manifest = readCanonical(bytes, Manifest);
  if (manifest === null) throw new Unreadable("its bundle.json is not a manifest in the canonical form");
  if (manifest.version !== bundleVersion)
    throw new Unreadable(
      `it is of version ${manifest.version} of the format, and this verifier reads version ${bundleVersion}`,
    );
  return manifest;
}

/** The key that signed the manifest, where its signature holds; null where it does not. */
function checkSignature(
  there: Contents,
  manifest: Manifest,
  envelope: OpenedEnvelope | null,
  trusted: Trusted,
  report: Report,
): Signer | null {
  const wrong = (message: string) => {
    report.wrong("signature", places.envelope, message);
    return null;
  };
  const pem = textIn(there.get(places.consoleKey) ?? new Uint8Array());
  const spki = spkiOfPem(pem);
  const own = spki === null ? null : consoleKey(spki);
  if (own === null) report.wrong("key", places.consoleKey, "it is no Ed25519 key");
  if (envelope === null || envelope.payloadType !== payloadTypes.bundle)
    return wrong("it is no envelope of a manifest");
  if (!isSameBytes(envelope.payload, there.get(places.manifest) ?? new Uint8Array()))
    return wrong("it signs another manifest than bundle.json");
  if (own !== null && own.id !== envelope.keyId)
    report.wrong("key", places.consoleKey, "it is not the key that the manifest is signed with");
  const rotations = checkRotations(there, manifest, envelope.keyId, report);
  const signer = signerOf(envelope.keyId, own, trusted, rotations, report);
  if (signer === null || isSealedBy(signer.key, envelope)) return signer;
  return wrong("the manifest's signature is not that of the key it names");
}

/** The entries of a whole chain; null where it is not whole, because then nothing that it says counts. */
function checkLog(there: Contents, { stream, head }: Manifest, report: Report): RawEntry[] | null {
  const entries = readLines(there.get(places.log) ?? new Uint8Array());
  if (!Array.isArray(entries)) {
    report.wrong("log", places.log, `line ${entries.badLine} is not an entry in the canonical form`);
    return null;
  }
  try {
    const check = verifyChain(entries, { stream, head });
    if (check.ok) {
      if (!isTooLong({ stream, entries })) return entries;
      report.wrong("log", places.log, "it has more entries than this verifier follows of a checkpoint");
      return null;
    }
    report.wrong("chain", `entry ${check.seq}`, check.reason);
  } catch {
    report.wrong("chain", places.log, "an entry that redacts cannot be read");
  }
  return null;
}

function checkHistory(
  there: Contents,
  manifest: Manifest,
  entries: RawEntry[],
  report: Report,
): Followed | null {
  const { packHash, files, follow } = readLog({ ...manifest, entries }, report);
  const bytes = there.get(places.protocol) ?? new Uint8Array();
  const wrong = (message: string) => {
    report.wrong("protocol", places.protocol, message);
    return null;
  };
  if (packHash === null) return wrong("the log pins no protocol");
  if (sha256(bytes) !== packHash) return wrong("it is not the protocol that the log pins");
  const followed = follow(bytes);
  if (followed === null) return wrong("it cannot be read as a protocol");
  checkEvidence(there, manifest, files, report);
  return followed;
}
