import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import { fromBase64, fromHex, joined } from "#lib/platform/bytes.ts";
import { consoleKey } from "../bundle/ed25519.ts";
import { publicKeyOf } from "../bundle/seal.ts";
import { isHeadSignedBy, isNoteSignedBy, readHead, readNote } from "./note.ts";
import { signHead, signNote } from "./sign.ts";

// The example of the signed note's own reference implementation.
const seed = (fromBase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz") ?? new Uint8Array()).subarray(1);
const der = Buffer.from(joined(fromHex("302e020100300506032b657004220420"), seed));
const neumann = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
const words =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const known = `${words}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

it("the known signed note comes out to the byte, and is read again", () => {
  expect(signNote(neumann, "PeterNeumann", words)).toBe(known);
  const raw = (fromBase64("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") ?? new Uint8Array()).subarray(1);
  const key = consoleKey(joined(fromHex("302a300506032b6570032100"), raw));
  const note = readNote(known);
  expect(note).toMatchObject({ body: words, name: "PeterNeumann", keyHash: "c74f20a3" });
  expect(key !== null && note !== null && isNoteSignedBy(key, note)).toBe(true);
});

const { privateKey } = generateKeyPairSync("ed25519");
const key = publicKeyOf(privateKey);
const head = { size: 12, root: "ab".repeat(32), at: "2026-01-02T03:04:05.678Z" };
const text = signHead(privateKey, head);

it("a signed tree head is read again, and is of its key alone", () => {
  const read = readHead(text);
  expect(read).toMatchObject(head);
  expect(read !== null && isHeadSignedBy(key, read)).toBe(true);
  const stranger = publicKeyOf(generateKeyPairSync("ed25519").privateKey);
  expect(read !== null && isHeadSignedBy(stranger, read)).toBe(false);
});

it("no character of a signed tree head can be another one", () => {
  for (const at of text.split("").keys())
    for (const letter of ["0", "A", "\n", " "]) {
      const changed = `${text.slice(0, at)}${letter}${text.slice(at + 1)}`;
      if (changed === text) continue;
      const read = readHead(changed);
      expect(read !== null && isHeadSignedBy(key, read), `${at}`).toBe(false);
    }
});

it.each([
  ["no signature", text.split("\n\n")[0] ?? ""],
  ["two signatures", `${text}${text.split("\n\n")[1]}`],
  ["another origin than its signer", signNote(privateKey, "holdpoint-anchors/x", readNote(text)?.body ?? "")],
  [
    "a size with a zero before it",
    signNote(
      privateKey,
      readNote(text)?.name ?? "",
      (readNote(text)?.body ?? "").replace("\n12\n", "\n012\n"),
    ),
  ],
  [
    "more lines than a tree head has",
    signNote(privateKey, readNote(text)?.name ?? "", `${readNote(text)?.body}more\n`),
  ],
])("a note with %s is no tree head", (_, given) => {
  expect(readHead(given)).toBeNull();
});
