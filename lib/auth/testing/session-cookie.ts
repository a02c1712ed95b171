import { encode } from "next-auth/jwt";
import { requireSettings, settings } from "#lib/platform/env.ts";
import { authCookies } from "../session/cookies.ts";

/** The cookie that a browser sends for this session. */
export async function cookieOf(sessionId: string) {
  const { secret } = requireSettings(settings(), "secret");
  return { name: authCookies().sessionToken.name, value: await encode({ token: { sessionId }, secret }) };
}
