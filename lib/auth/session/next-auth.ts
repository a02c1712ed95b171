import type { AuthOptions, User } from "next-auth";
import NextAuth from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { requireSettings, settings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createLog } from "#lib/platform/log.ts";
import { endSession } from "#lib/store/sessions.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { addressHeader } from "./client-address.ts";
import { authCookies } from "./cookies.ts";
import { sessionLifetimeInSeconds, signIn } from "./sign-in.ts";
import { findViewer } from "./viewer.ts";

type UserOfSession = User & { sessionId: string };
type AskedHeaders = Record<string, string | undefined> | undefined;

class SessionEnded extends Error {
  override name = "SessionEnded";
}

// next-auth hands an error's message to the browser, so only sentences meant for people are thrown.
async function authorize(typed: unknown, headers: AskedHeaders): Promise<UserOfSession> {
  const visitor = { address: headers?.[addressHeader] || null, userAgent: headers?.["user-agent"] ?? null };
  const outcome = await signIn(typed, visitor).catch((error: unknown) => {
    createLog("sign-in").error({ err: error }, "sign-in failed");
    const known = error instanceof AppError ? error.publicMessage : "Signing in failed on our side.";
    throw new Error(`${known} Try again in a moment.`);
  });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return { id: outcome.value.personId, sessionId: outcome.value.sessionId };
}

const callbacks: NonNullable<AuthOptions["callbacks"]> = {
  // Asked whenever next-auth reads a token: a copied cookie ends with its row.
  async jwt({ token, user }) {
    const given = user ? (user as UserOfSession).sessionId : token.sessionId;
    const viewer = typeof given === "string" ? await findViewer(given) : null;
    if (viewer === null) throw new SessionEnded("the session has ended");
    return { sessionId: viewer.sessionId, name: viewer.name, email: viewer.email };
  },
};

const events: NonNullable<AuthOptions["events"]> = {
  async signOut({ token }) {
    const { sessionId } = token ?? {};
    if (typeof sessionId === "string") await withTransaction((tx) => endSession(tx, sessionId));
  },
};

function logger(): NonNullable<AuthOptions["logger"]> {
  const log = createLog("sign-in");
  return {
    error(code, metadata) {
      // A token that ended, or that another secret made, is a visitor's matter.
      if (code === "JWT_SESSION_ERROR") log.debug({ code }, "a session was not accepted");
      else
        log.error({ code, err: metadata instanceof Error ? metadata : metadata.error }, "next-auth failed");
    },
    warn: (code) => log.warn({ code }, "next-auth warns"),
    debug: (code) => log.debug({ code }, "next-auth"),
  };
}

function options(): AuthOptions {
  const { url, secret } = requireSettings(settings(), "secret");
  process.env.NEXTAUTH_URL = url;
  return {
    secret,
    session: { strategy: "jwt", maxAge: sessionLifetimeInSeconds },
    useSecureCookies: url.startsWith("https:"),
    cookies: authCookies(),
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    providers: [
      CredentialsProvider({
        name: "password",
        credentials: { email: {}, password: {} },
        authorize: (typed, request) => authorize(typed, request.headers),
      }),
    ],
    callbacks,
    events,
    logger: logger(),
  };
}

export type AuthRouteContext = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own routes; which of them are open is the route file's to say. */
export function answerAuthRequest(request: Request, context: AuthRouteContext): Promise<Response> {
  return NextAuth(request as never, context as never, options());
}
