import { z } from "zod";
import { bytesOf, type HandIn } from "./kept.ts";

export type Console = { url: string; token: string };
export type Answer =
  | { is: "taken"; seq: number; sha256: string }
  | { is: "refused"; why: string }
  | { is: "not-taken"; why: string };

const longestWaitMs = 120_000;
const Taken = z.object({ seq: z.number(), sha256: z.string() });
const Problem = z.object({ message: z.string(), rule: z.string().optional() });

/** Offers a result to the console. The key in it makes asking again harmless. */
export async function handIn({ url, token }: Console, one: HandIn): Promise<Answer> {
  const answered = await ask(url, token, one);
  if (answered === null) return { is: "not-taken", why: `the console at ${url} did not answer.` };
  const taken = Taken.safeParse(answered.body);
  if (answered.status === 200 && taken.success) return { is: "taken", ...taken.data };
  const told = Problem.safeParse(answered.body);
  if (!told.success)
    return { is: "not-taken", why: `the console at ${url} answered ${answered.status} and said nothing.` };
  const { message, rule } = told.data;
  const why = rule === undefined ? message : `${message} (${rule})`;
  // What the console judged to be wrong has another status than what a token or a little patience mends.
  const isMendable = answered.status >= 500 || [401, 429].includes(answered.status);
  return { is: isMendable ? "not-taken" : "refused", why };
}

async function ask(
  url: string,
  token: string,
  one: HandIn,
): Promise<{ status: number; body: unknown } | null> {
  try {
    const response = await fetch(new URL("/api/v1/evidence", url), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" },
      body: new Uint8Array(bytesOf(one)),
      redirect: "error",
      signal: AbortSignal.timeout(longestWaitMs),
    });
    return { status: response.status, body: await response.json().catch(() => null) };
  } catch {
    return null;
  }
}
