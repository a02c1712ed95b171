import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "./errors.ts";
import { syncFolder } from "./growing-file.ts";
import { findSigningKey } from "./signing-key.ts";

const nextFile = (file: string) => `${file}.next`;
const rotationsFile = (file: string) => `${file}.rotations`;

/** A key that is to take the place of the one in force, for its owner alone, on the disk before anybody is told of it. */
export async function makeNextKey(file: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync("ed25519");
  await kept(file, async () => {
    await rm(nextFile(file), { force: true });
    await writeSynced(nextFile(file), String(privateKey.export({ type: "pkcs8", format: "pem" })));
  });
  return privateKey;
}

/** The key that was made to be the next one; null where none waits. */
export const findNextKey = (file: string): Promise<KeyObject | null> => findSigningKey(nextFile(file));

/**
 * Puts the next key in the place of the one in force, whose private half is gone then, and the record of it beside. The
 * place is never empty, because a file takes another's name in one step.
 */
export async function takeUpNextKey(file: string, record: string): Promise<void> {
  await kept(file, async () => {
    const lines = await readRotationLines(file);
    if (!lines.includes(record)) {
      const half = `${rotationsFile(file)}.half`;
      await rm(half, { force: true });
      await writeSynced(half, [...lines, record].map((line) => `${line}\n`).join(""));
      await rename(half, rotationsFile(file));
    }
    await rename(nextFile(file), file);
    await syncFolder(dirname(file));
  });
}

/** What is kept beside the key of how the console came to it, a record a line, the first one first. */
export async function readRotationLines(file: string): Promise<string[]> {
  const text = await readFile(rotationsFile(file), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").filter((line) => line !== "");
}

function kept(file: string, work: () => Promise<void>): Promise<void> {
  return work().catch((cause: NodeJS.ErrnoException) => {
    throw new AppError(
      "configuration",
      `The next signing key cannot be kept beside ${file}: ${cause.message}`,
      {
        cause,
      },
    );
  });
}

async function writeSynced(file: string, text: string): Promise<void> {
  const opened = await open(file, "wx", 0o600);
  try {
    await opened.writeFile(text);
    await opened.sync();
  } finally {
    await opened.close();
  }
  await syncFolder(dirname(file));
}
