import { settings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { readRotationLines } from "#lib/platform/next-signing-key.ts";
import { readSigningKey, signingKeyFile } from "#lib/platform/signing-key.ts";
import type { ConsoleKey } from "#lib/verify/bundle/ed25519.ts";
import { readCanonical } from "#lib/verify/bundle/json.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { printable } from "#lib/verify/bundle/told.ts";
import { trustLine } from "#lib/verify/bundle/trust.ts";
import { chainOver } from "#lib/verify/keys/known-keys.ts";
import { openRotation, Rotation, type SignedRotation } from "#lib/verify/keys/rotation.ts";
import { readFlags } from "./flags.ts";

/** Prints the console's public key as a file of trusted keys has it; its id goes beside, as a comment. */
export async function printKeys(args: string[]): Promise<number> {
  readFlags(args, {});
  const { key, url } = await inForce();
  process.stdout.write(`# id ${key.id}\n${trustLine(key, url)}\n`);
  return 0;
}

/** The same with the keys that were given up before, the last one first; one that others may have is told and not given. */
export async function listKeys(args: string[]): Promise<number> {
  readFlags(args, {});
  const { key, url, file } = await inForce();
  const rotations = chainOver(key.id, (await readRotationLines(file)).map(rotationIn(file)));
  const lines = rotations.reverse().flatMap((one) => linesOf(one, url));
  process.stdout.write(
    `${[`# id ${key.id}, in force`, trustLine(key, url), ...lines].map(printable).join("\n")}\n`,
  );
  return 0;
}

async function inForce(): Promise<{ key: ConsoleKey; url: string; file: string }> {
  const { url, ...rest } = settings();
  const file = signingKeyFile(rest);
  return { key: publicKeyOf(await readSigningKey(file)), url, file };
}

const rotationIn =
  (file: string) =>
  (line: string): SignedRotation => {
    const record = readCanonical(line, Rotation);
    const rotation = record === null ? null : openRotation(record);
    if (rotation !== null) return rotation;
    throw new AppError(
      "invalid-input",
      `Beside ${file} stands a rotation that its keys did not sign. The anchor list has the true ones.`,
    );
  };

const linesOf = ({ record, from }: SignedRotation, url: string): string[] => [
  `# id ${from.id}, given up at ${record.at} by ${record.by}: ${record.reason}`,
  record.compromised
    ? "# others may have it: not to be trusted"
    : trustLine(from, `${url} until ${record.at}`),
];
