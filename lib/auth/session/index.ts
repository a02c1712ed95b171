import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { z } from "zod";
import { requireSettings, settings } from "#lib/platform/env.ts";
import { endSession as endSessionRow } from "#lib/store/sessions.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { addressHeader } from "./client-address.ts";
import { authCookies } from "./cookies.ts";
import { safeReturnPath } from "./return-path.ts";
import { findViewer, type Viewer } from "./viewer.ts";

const Claims = z.object({ sessionId: z.uuid() });

async function sessionIdOfRequest(): Promise<string | null> {
  const token = (await cookies()).get(authCookies().sessionToken.name)?.value;
  if (!token) return null;
  const { secret } = requireSettings(settings(), "secret");
  try {
    return Claims.parse(await decode({ token, secret })).sessionId;
  } catch {
    return null;
  }
}

/** The signed-in person behind the request, asked of the session row each time; null when there is none. */
export const currentViewer: () => Promise<Viewer | null> = cache(async () => {
  const sessionId = await sessionIdOfRequest();
  return sessionId === null ? null : findViewer(sessionId);
});

/** The signed-in person, or the way to sign in and back to the page that was asked for. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer();
  if (viewer !== null) return viewer;
  const path = safeReturnPath((await headers()).get("x-holdpoint-path"));
  redirect(path === "/" ? "/sign-in" : `/sign-in?return=${encodeURIComponent(path)}`);
}

/** Ends the session of the request for good and takes its cookies back. Only an action or a route can call it. */
export async function endSession(): Promise<void> {
  const sessionId = await sessionIdOfRequest();
  if (sessionId !== null) await withTransaction((tx) => endSessionRow(tx, sessionId));
  const jar = await cookies();
  for (const { name, options } of Object.values(authCookies())) jar.set(name, "", { ...options, maxAge: 0 });
}

/** By what a visitor's failures are counted; null when the server could not tell. */
export async function visitorAddress(): Promise<string | null> {
  return (await headers()).get(addressHeader) || null;
}
