import type { z } from "zod";
import type { AttestedProof as AttestedProofContract } from "#lib/domain/incident/events/decision.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { findCredentials } from "#lib/store/credentials.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { verifyPassword } from "../password.ts";
import { closedSentence, throttled } from "../throttle.ts";
import { spendOneTimeCode } from "./one-time-codes.ts";
import type { Signer } from "./signer.ts";

export type AttestedProof = z.infer<typeof AttestedProofContract>;
type Typed = { viewer: Signer; password: string; code: string; address?: string | null };

const notSetUp = "Signing without a passkey needs one-time codes. Set them up in Settings, Security.";
const wrong = "The password or the code is not right. A code is good once: wait for the next one.";

const proof: AttestedProof = { method: "server-attested", checked: ["password", "one-time-code"] };

/** Password and one-time code together: what the server attests when a person signs without a passkey. */
export async function verifyAttested({ viewer, ...typed }: Typed): Promise<Outcome<AttestedProof>> {
  const credentials = await findCredentials(viewer.personId);
  const oneTimeCodeSecret = credentials?.oneTimeCodeSecret;
  if (!credentials || !oneTimeCodeSecret) return refuse("rule", null, notSetUp);
  const { personId, email, passwordHash } = credentials;
  const judged = await throttled({ email, address: typed.address ?? null }, async () => {
    // The code is looked at only behind a right password, so that a guesser cannot use the person's codes up.
    if (!(await verifyPassword(passwordHash, typed.password))) return null;
    const isFresh = await withTransaction((tx) =>
      spendOneTimeCode(tx, { personId, oneTimeCodeSecret }, typed.code),
    );
    return isFresh ? proof : null;
  });
  if (judged.ok) return accept(judged.value);
  return refuse("unauthorised", null, judged.closedUntil ? closedSentence(judged.closedUntil) : wrong);
}
