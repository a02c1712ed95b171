import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Settings } from "./env.ts";
import { AppError } from "./errors.ts";
import { newId } from "./ids.ts";

/** Where the console's signing key lies: beside the database and never in it, so that whoever owns the one has not the other. */
export const signingKeyFile = ({
  signingKeyFile: named,
  dataDir,
}: Pick<Settings, "signingKeyFile" | "dataDir">): string => named ?? join(dataDir, "signing-key.pem");

/** The console's Ed25519 key. Refuses a file that other people of the machine can read. */
export async function readSigningKey(file: string): Promise<KeyObject> {
  const key = await findSigningKey(file);
  if (key !== null) return key;
  throw new AppError(
    "configuration",
    `There is no signing key at ${file}. The worker makes it at its first start; HOLDPOINT_SIGNING_KEY_FILE names another place.`,
  );
}

/** The key, made now where there is none. Two workers that start at once agree on the one that was there first. */
export async function keepSigningKey(file: string): Promise<KeyObject> {
  const known = await findSigningKey(file);
  if (known !== null) return known;
  const { privateKey } = generateKeyPairSync("ed25519");
  const half = `${file}.${newId()}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(half, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
    await link(half, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } catch (cause) {
    throw new AppError("configuration", `The signing key cannot be kept at ${file}.`, { cause });
  } finally {
    await rm(half, { force: true });
  }
  return readSigningKey(file);
}

/** The key in a file, or null where there is no such file. */
export async function findSigningKey(file: string): Promise<KeyObject | null> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new AppError("configuration", `The signing key at ${file} cannot be read.`, { cause: error });
  });
  if (found === null) return null;
  if ((found.mode & 0o077) !== 0)
    throw new AppError(
      "configuration",
      `The signing key at ${file} can be read by others. Give it to its owner alone: chmod 600.`,
    );
  const key = await parsed(file);
  if (key?.asymmetricKeyType === "ed25519") return key;
  throw new AppError("configuration", `The file ${file} holds no Ed25519 private key in PEM.`);
}

const parsed = (file: string): Promise<KeyObject | null> =>
  readFile(file).then(
    (pem) => {
      try {
        return createPrivateKey(pem);
      } catch {
        return null;
      }
    },
    () => null,
  );
