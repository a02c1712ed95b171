import type { Name } from "#lib/commands/testing/cast.ts";
import { password, type Web } from "./console.ts";

const cookiesOf = (answer: Response) =>
  answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");

/** Signs a person of the cast in as the browser does, and gives the cookies that the browser then has. */
export async function signedIn({ url, port }: Web, name: Name | "otto"): Promise<string> {
  const at = `http://127.0.0.1:${port}`;
  const origin = { Origin: url, Host: new URL(url).host };
  const csrf = await fetch(`${at}/api/auth/csrf`, { headers: origin });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, email: `${name}@example.com`, password, json: "true" });
  const answer = await fetch(`${at}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { ...origin, Cookie: cookiesOf(csrf).join("; ") },
    body,
    redirect: "manual",
  });
  const session = cookiesOf(answer).filter((cookie) => cookie.includes(".session="));
  if (session.length === 0)
    throw new Error(`${name} was not let in: ${answer.status} ${await answer.text()}`);
  return session.join("; ");
}
