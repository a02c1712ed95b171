import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";

// OWASP's first choice for argon2id, which is the library's default algorithm: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const shortest = 12;
const longest = 200;

/** A new password. Length is the only demand, because rules about characters make weaker passwords. */
export const NewPassword = z
  .string()
  .min(shortest, `expected at least ${shortest} characters`)
  .max(longest, `expected at most ${longest} characters`);

/** A password as typed at a door: bounded, so that nobody makes the server hash a book. */
export const TypedPassword = z.string().min(1, "expected the password").max(1_000);

// Composed and decomposed accents look alike to the person who types them.
const asTyped = (password: string) => password.normalize("NFC");

export function hashPassword(password: string): Promise<string> {
  return hash(asTyped(password), cost);
}

let unknownPersonsHash: Promise<string> | undefined;

/** What a password is compared with: for an account that does not exist a hash that costs the same, because a quick refusal would say so. */
export const comparedWith = async (passwordHash: string | null): Promise<string> => {
  unknownPersonsHash ??= hashPassword("nobody has this account");
  return passwordHash ?? (await unknownPersonsHash);
};

export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(await comparedWith(passwordHash), asTyped(password));
  return isRight && passwordHash !== null;
}
