import { z } from "zod";

type Answer = { ok: true } | { ok: false; message: string };

const Csrf = z.object({ csrfToken: z.string() });
const Result = z.object({ url: z.string().optional(), message: z.string().optional() });

const unreachable = "The console did not answer. Check the connection and try again.";
const noCookies =
  "The browser did not keep the console's cookie. Allow cookies for this address and try again.";

function read(result: z.output<typeof Result>): Answer {
  if (result.message !== undefined) return { ok: false, message: result.message };
  if (result.url === undefined) return { ok: false, message: unreachable };
  const url = new URL(result.url, location.origin);
  const message = url.searchParams.get("error");
  if (message !== null) return { ok: false, message };
  return url.searchParams.has("csrf") ? { ok: false, message: noCookies } : { ok: true };
}

/** Asks for a session; the browser keeps it as a cookie that no script can read. */
export async function requestSession(email: string, password: string): Promise<Answer> {
  try {
    const csrf = await fetch("/api/auth/csrf", { cache: "no-store" });
    const { csrfToken } = Csrf.parse(await csrf.json());
    const body = new URLSearchParams({ csrfToken, email, password, json: "true" });
    const response = await fetch("/api/auth/callback/credentials", { method: "POST", body });
    return read(Result.parse(await response.json()));
  } catch {
    return { ok: false, message: unreachable };
  }
}
