import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { findCredentials } from "#lib/store/credentials.ts";
import { verifyPassword } from "../password.ts";
import { closedSentence, throttled } from "../throttle.ts";
import type { Signer } from "./signer.ts";

type Typed = { password: string; address?: string | null };

/** Asks for the password again before something that a stolen session must not be enough for. */
export async function confirmPassword(signer: Signer, typed: Typed): Promise<Outcome<null>> {
  const attempt = { email: signer.email, address: typed.address ?? null };
  const judged = await throttled(attempt, async () => {
    const credentials = await findCredentials(signer.personId);
    const isRight = await verifyPassword(credentials?.passwordHash ?? null, typed.password);
    return isRight ? true : null;
  });
  if (judged.ok) return accept(null);
  const sentence = judged.closedUntil ? closedSentence(judged.closedUntil) : "The password is not right.";
  return refuse("unauthorised", null, sentence);
}
