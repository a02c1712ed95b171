import { spawnSync } from "node:child_process";
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { entryPreimage, textPreimage } from "#lib/domain/record/entry.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { digestOf, sha256 } from "#lib/platform/digest.ts";
import { root } from "#scripts/root.ts";
import { headLeaf } from "../anchors/leaf.ts";
import { signHead } from "../anchors/sign.ts";
import { leafHash, rootOf, treeOf } from "../anchors/tree.ts";
import { signRotation } from "../keys/sign-rotation.ts";
import { pemOf, spkiOfPem } from "./ed25519.ts";
import { payloadTypes, signedBytes } from "./envelope.ts";
import { passkeyPath } from "./records.ts";
import { publicKeyOf, seal } from "./seal.ts";
import { readTrust, trustLine } from "./trust.ts";
import { verifyFile } from "./verify-file.ts";
import { writeZip } from "./write-zip.ts";

const page = readFileSync(join(root, "docs", "verification.md"), "utf8");
const samples = join(root, "docs", "samples");
const bytesOf = (text: string) => new TextEncoder().encode(text);
// RFC 8032, section 7.1, test 1.
const seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const keyOf = (seed: string) =>
  createPrivateKey({
    key: Buffer.from(`302e020100300506032b657004220420${seed}`, "hex"),
    format: "der",
    type: "pkcs8",
  });
const key = keyOf(seed);
// The same, test 2.
const nextKey = keyOf("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
const givenUp = { at: "2026-01-02T03:04:05.678Z", by: "an operator", reason: "It was a year old." };
const shownWithFile = { command: "The audit", output: "", name: "audit.txt", file: sha256("x") };
const leaf = headLeaf("INC-2026-0001", { seq: 1, hash: "ab".repeat(32) });

it.each([
  ["archive", () => Buffer.from(writeZip([{ path: "a.txt", bytes: bytesOf("x") }])).toString("hex")],
  ["bytes that are signed", () => Buffer.from(signedBytes(payloadTypes.bundle, bytesOf("{}"))).toString()],
  ["envelope", () => seal(key, payloadTypes.bundle, "{}")],
  ["trusted key", () => trustLine(publicKeyOf(key), "words for people")],
  ["hash of an entry", () => sha256(entryPreimage("{}"))],
  ["digest of a text", () => sha256(textPreimage("salt", '{"body":"words"}'))],
  ["digest of words", () => digestOf("None is known.")],
  ["what was shown with a file", () => canonicalJson(shownWithFile)],
  ["digest of what was shown with a file", () => digestOf(shownWithFile)],
  ["challenge", () => Buffer.from(sha256("holdpoint-statement-v1\n{}"), "hex").toString("base64url")],
  ["anchor's leaf", () => leaf],
  ["hash of a leaf", () => leafHash(leaf)],
  ["root of two leaves", () => rootOf(treeOf([leafHash(leaf), leafHash("")]))],
  [
    "signed tree head",
    () => signHead(key, { size: 1, root: leafHash(leaf), at: "2026-01-02T03:04:05.678Z" }),
  ],
  ["rotation", () => canonicalJson(signRotation(key, nextKey, { ...givenUp, compromised: false }))],
  ["name of a passkey's file", () => passkeyPath("abc")],
])("the document's vector of the %s is what the code makes", (_, vector) => {
  expect(page).toContain(vector());
});

it("the sample verifies with the key beside it, and fails with another", async () => {
  const [file, trust] = [
    join(samples, "sealed-decisions.bundle.zip"),
    join(samples, "sealed-decisions.keys"),
  ];
  expect(await verifyFile([file, "--trust", trust])).toMatchObject({ exit: 0 });
  const words = readTrust(trustLine(publicKeyOf(key), ""));
  expect(words).toMatchObject({ ok: true });
  const bytes = readFileSync(file);
  const { verifyBundle } = await import("./verify-bundle.ts");
  expect(verifyBundle(bytes, words.ok ? words.keys : null)).toMatchObject({
    verdict: "fails",
    findings: [{ check: "trust" }],
  });
});

it.each([
  ["", "it names no key"],
  ["# only words\n\n", "it names no key"],
  ["ed25519 AAAA\n", "line 1"],
  ["rsa MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n", "line 1"],
  ["\ned25519\tMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n", "line 2"],
  ["\u00a0\n", "line 1"],
  ["# words\u2028\r\n\ufffd\n", "line 2 is not UTF-8"],
])("a file of trusted keys that says %j is refused with its line", (text, reason) => {
  expect(readTrust(text)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
});

it("a PEM that is written in any other way is no key", () => {
  const pem = pemOf(publicKeyOf(key).spki);
  expect(spkiOfPem(pem)).not.toBeNull();
  for (const other of [`${pem}\n`, pem.replace("\n", "\r\n"), pem.replace("=", ""), pem.trimEnd(), ` ${pem}`])
    expect(spkiOfPem(other)).toBeNull();
});

it("of a file of trusted keys both verifiers say the same: what is one, what is none, and that none is a misuse", async () => {
  const folder = await mkdtemp(join(tmpdir(), "trusted-keys-"));
  const bundle = join(samples, "sealed-decisions.bundle.zip");
  const line = readFileSync(join(samples, "sealed-decisions.keys"), "utf8").trimEnd();
  const told = async (content: string | Uint8Array) => {
    const file = join(folder, "trusted.keys");
    await writeFile(file, content);
    const second = spawnSync("python3", [join(samples, "verify.py"), bundle, "--trust", file]);
    return [(await verifyFile([bundle, "--trust", file])).exit, second.status];
  };
  try {
    for (const good of [line, `\ufeff# words\r\n \t\r\n${line}\r\n`])
      expect(await told(good), JSON.stringify(good)).toEqual([0, 0]);
    const notUtf8 = Buffer.concat([Buffer.from(`${line} `), Buffer.of(0xff, 10)]);
    for (const bad of ["", "# none\n", `${line}\n\u00a0\n`, `${line}\n\u000b\n`, `\r${line}`, notUtf8])
      expect(await told(bad), JSON.stringify(bad)).toEqual([2, 2]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
