import { settings } from "#lib/platform/env.ts";

/** Cookies do not know ports, so the name carries it: two consoles on one machine must not sign each other out. */
function cookie(purpose: "session" | "csrf" | "return") {
  const url = new URL(settings().url);
  const isSecure = url.protocol === "https:";
  const name = `${isSecure ? "__Host-" : ""}holdpoint${url.port && `-${url.port}`}.${purpose}`;
  return { name, options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure } };
}

export const authCookies = () => ({
  sessionToken: cookie("session"),
  csrfToken: cookie("csrf"),
  callbackUrl: cookie("return"),
});
