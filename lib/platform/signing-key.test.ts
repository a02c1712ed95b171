import { createPublicKey } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { keepSigningKey, readSigningKey, signingKeyFile } from "./signing-key.ts";

const folder = mkdtempSync(join(tmpdir(), "signing-key-"));
afterAll(() => rmSync(folder, { recursive: true }));
const publicOf = async (file: string) =>
  createPublicKey(await readSigningKey(file)).export({ type: "spki", format: "pem" });

it("the key is made once, for its owner alone, and is the same at every later start", async () => {
  const file = join(folder, "a", "signing-key.pem");
  await expect(readSigningKey(file)).rejects.toThrow("There is no signing key");
  const made = createPublicKey(await keepSigningKey(file)).export({ type: "spki", format: "pem" });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await keepSigningKey(file);
  expect(await publicOf(file)).toBe(made);
});

it("eight workers that start at once have one key, and leave nothing beside it", async () => {
  const file = join(folder, "b", "signing-key.pem");
  const keys = await Promise.all(Array.from({ length: 8 }, () => keepSigningKey(file)));
  const pems = keys.map((key) => createPublicKey(key).export({ type: "spki", format: "pem" }));
  expect(new Set(pems).size).toBe(1);
  expect(readdirSync(join(folder, "b"))).toEqual(["signing-key.pem"]);
});

it("a key that others can read is refused, and so is a file that is no such key; neither is replaced", async () => {
  const open = join(folder, "open.pem");
  await keepSigningKey(open);
  chmodSync(open, 0o640);
  await expect(keepSigningKey(open)).rejects.toThrow("can be read by others");
  const other = join(folder, "other.pem");
  writeFileSync(other, "no key", { mode: 0o600 });
  await expect(keepSigningKey(other)).rejects.toThrow("no Ed25519 private key");
});

it("the key lies in the data folder unless a setting names another place", () => {
  expect(signingKeyFile({ dataDir: "/data", signingKeyFile: undefined })).toBe("/data/signing-key.pem");
  expect(signingKeyFile({ dataDir: "/data", signingKeyFile: "/keys/one.pem" })).toBe("/keys/one.pem");
});
