import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

const health = z.object({
  status: z.enum(["healthy", "unhealthy"]),
  reason: z.string().nullable(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
const versions = z.object({
  version: z.string(),
  schema: z.int(),
  config: z.string(),
  policy: z.string(),
  pid: z.int(),
});
const stats = z.object({
  release: z.string().nullable(),
  windowSeconds: z.number(),
  requests: z.int(),
  failed: z.int(),
  errorRate: z.number(),
  p95Milliseconds: z.number().nullable(),
});

export const askHealth = (url: string) => askJson(`${url}/health`, health);
export const askVersions = (url: string) => askJson(`${url}/version`, versions);
export const askStats = (url: string) => askJson(`${url}/stats`, stats);

export async function askShop(address: string, init: RequestInit = {}) {
  const answer = await fetch(address, { ...init, signal: AbortSignal.timeout(10_000) }).catch((cause) => {
    throw new Error(`${address} does not answer`, { cause });
  });
  return { status: answer.status, body: parse(await answer.text()) };
}

export function postOrder(proxyUrl: string, order: unknown) {
  return askShop(`${proxyUrl}/api/orders`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(order),
  });
}

type Steadily = { times: number; withinSeconds: number; what: string };

/** True only after several good answers in a row: one good answer may be luck. */
export async function waitUntilSteady(
  { times, withinSeconds, what }: Steadily,
  look: () => Promise<string | null>,
): Promise<void> {
  const deadline = performance.now() + withinSeconds * 1_000;
  let inRow = 0;
  let wrong: string | null = null;
  while (performance.now() < deadline) {
    wrong = await look().catch((problem: Error) => problem.message);
    inRow = wrong === null ? inRow + 1 : 0;
    if (inRow === times) return;
    await pause(200);
  }
  throw new Error(`${what} did not become true within ${withinSeconds} s: ${wrong ?? "it did not last"}`);
}

async function askJson<S extends z.ZodType>(address: string, schema: S): Promise<z.output<S>> {
  const { body } = await askShop(address);
  const read = schema.safeParse(body);
  if (!read.success)
    throw new Error(`${address} answers something else than agreed: ${JSON.stringify(body)}`);
  return read.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
