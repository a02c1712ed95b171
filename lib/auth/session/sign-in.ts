import { z } from "zod";
import { MailAddress } from "#lib/domain/mail-address.ts";
import { type Outcome, refuse } from "#lib/domain/refusal.ts";
import { findCredentialsByEmail } from "#lib/store/credentials.ts";
import { createSession } from "#lib/store/sessions.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { TypedPassword, verifyPassword } from "../password.ts";
import { closedSentence, throttled } from "../throttle.ts";

export const sessionLifetimeInSeconds = 12 * 60 * 60;

export const EmailAddress = z.string().trim().toLowerCase().pipe(MailAddress);

const SignIn = z.object({ email: EmailAddress, password: TypedPassword });

export type SignedIn = { personId: string; sessionId: string };
type Visitor = { address: string | null; userAgent: string | null };

const wrong = "The e-mail address or the password is not right.";

/** Opens a session for the right password. An unknown account is refused in the same words and the same time. */
export async function signIn(typed: unknown, visitor: Visitor): Promise<Outcome<SignedIn>> {
  const read = SignIn.safeParse(typed);
  if (!read.success) return refuse("invalid", null, "Enter your e-mail address and your password.");
  const { email, password } = read.data;
  const judged = await throttled({ email, address: visitor.address }, async () => {
    const credentials = await findCredentialsByEmail(email);
    const isRight = await verifyPassword(credentials?.passwordHash ?? null, password);
    return isRight ? credentials : null;
  });
  if (!judged.ok) {
    return refuse("unauthorised", null, judged.closedUntil ? closedSentence(judged.closedUntil) : wrong);
  }
  const { personId } = judged.value;
  const userAgent = visitor.userAgent?.slice(0, 400) ?? null;
  const session = await withTransaction((tx) =>
    createSession(tx, { personId, userAgent, lifetimeSeconds: sessionLifetimeInSeconds }),
  );
  return { ok: true, value: { personId, sessionId: session.id } };
}
