import { fromBase64Url, isSameBytes, textIn, utf8 } from "#lib/platform/bytes.ts";
import { spkiOf } from "#lib/platform/checking/public-key.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { passkeyOf } from "./cose.ts";
import { type ConsoleKey, pemOf } from "./ed25519.ts";
import { isSealedBy, openEnvelope, payloadTypes } from "./envelope.ts";
import type { Report } from "./findings.ts";
import type { Followed, Sealed } from "./followed.ts";
import { type FileEntry, type Kind, knownKinds, type Manifest, places } from "./manifest.ts";
import { passkeyPath, recordPath } from "./records.ts";
import { type BundleFile, inOrder } from "./zip-layout.ts";

export type Contents = Map<string, Uint8Array>;

const fixed: [Kind, string][] = [
  ["log", places.log],
  ["protocol", places.protocol],
  ["console-key", places.consoleKey],
];
const isKnown = (kind: string): kind is Kind => (knownKinds as readonly string[]).includes(kind);

/** Every file is the one that the manifest lists, and no file is there that it does not list. */
export function checkFiles(files: readonly BundleFile[], manifest: Manifest, report: Report): Contents {
  const there: Contents = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const listed = new Set<string>([places.manifest, places.envelope]);
  let before = "";
  for (const entry of manifest.files) {
    if (listed.has(entry.path) || inOrder(before, entry.path) > 0)
      report.wrong("files", entry.path, "the manifest lists it twice or out of order");
    before = entry.path;
    listed.add(entry.path);
    checkFile(there.get(entry.path), entry, report);
  }
  for (const path of there.keys())
    if (!listed.has(path)) report.wrong("files", path, "the manifest does not list it");
  for (const [kind, path] of fixed)
    if (!manifest.files.some((entry) => entry.kind === kind && entry.path === path))
      report.wrong("files", path, `the manifest lists no ${kind} there`);
  return there;
}

function checkFile(bytes: Uint8Array | undefined, entry: FileEntry, report: Report): void {
  const { path, kind } = entry;
  if (bytes === undefined) report.wrong("files", path, "it is missing");
  else if (bytes.length !== entry.bytes || sha256(bytes) !== entry.sha256)
    report.wrong("files", path, "it is not the one that the manifest lists");
  if (!isKnown(kind))
    report.note(
      path,
      `of the kind "${kind}", which is not known to this verifier: only its digest was checked`,
    );
  else if (fixed.some(([one, place]) => one === kind && place !== path))
    report.wrong("files", path, `a ${kind} does not stand there`);
}

const pathsOf = ({ files }: Manifest, kind: Kind) =>
  files.filter((entry) => entry.kind === kind).map(({ path }) => path);

/** A record file for each sealed decision, signed by the console, that says what the log says; and none besides. */
export function checkRecords(
  there: Contents,
  manifest: Manifest,
  { sealed }: Followed,
  keys: readonly ConsoleKey[],
  report: Report,
): void {
  const expected = new Map(sealed.map((one) => [recordPath(one.name), one]));
  const listed = new Set(pathsOf(manifest, "record"));
  for (const path of new Set([...expected.keys(), ...listed])) {
    const fault = faultOfRecord(there.get(path), listed.has(path), expected.get(path), keys);
    if (fault !== null) report.wrong("record", path, fault);
  }
}

function faultOfRecord(
  bytes: Uint8Array | undefined,
  isListed: boolean,
  sealed: Sealed | undefined,
  keys: readonly ConsoleKey[],
): string | null {
  if (sealed === undefined) return "the log has sealed no such decision";
  if (bytes === undefined || !isListed) return "the record of a sealed decision is missing";
  const envelope = openEnvelope(bytes);
  if (envelope === null || envelope.payloadType !== payloadTypes.statement)
    return "it is no envelope of an in-toto statement";
  if (!keys.some((key) => isSealedBy(key, envelope))) return "its signature is not that of the console's key";
  const { statement } = sealed;
  return statement !== null && isSameBytes(envelope.payload, utf8(statement))
    ? null
    : "it says something else than the log";
}

/** The keys beside the log are those that it enrolled, one file for each. */
export function checkPasskeys(
  there: Contents,
  manifest: Manifest,
  { signers }: Followed,
  report: Report,
): void {
  const expected = new Map(
    [...signers.values()].map(({ facts }) => [
      passkeyPath(facts.credentialId),
      pemOfCose(facts.publicKeyCose),
    ]),
  );
  const listed = new Set(pathsOf(manifest, "passkey"));
  for (const path of new Set([...expected.keys(), ...listed])) {
    const bytes = listed.has(path) ? there.get(path) : undefined;
    const pem = expected.get(path);
    if (bytes === undefined || pem == null || pem !== textIn(bytes))
      report.wrong("key", path, "it is not a key that the log enrolled");
  }
}

/** A passkey's public key as PEM; null where it is of an algorithm that nobody here knows. */
export function pemOfCose(publicKeyCose: string): string | null {
  const cose = fromBase64Url(publicKeyCose);
  const passkey = cose === null ? null : passkeyOf(cose);
  return passkey === null ? null : pemOf(spkiOf(passkey));
}
