import { setTimeout as wait } from "node:timers/promises";
import type { Seeded } from "./demonstration.ts";

/** Waits until the console itself says that database, worker and web are well. */
export async function waitUntilHealthy(
  address: string,
  withinSeconds: number,
  signal: AbortSignal,
): Promise<void> {
  const giveUpAt = performance.now() + withinSeconds * 1000;
  let last = "no answer";
  while (performance.now() < giveUpAt) {
    signal.throwIfAborted();
    try {
      const response = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(2000) });
      const body = await response.text();
      if (response.status === 200) return;
      last = `${response.status} ${body.slice(0, 300)}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await wait(100, undefined, { signal });
  }
  throw new Error(`Holdpoint did not get well in ${withinSeconds} s; the last answer was: ${last}`);
}

/** The last words of a start: where it is and who may sign in. */
export function readyLines(port: number, seeded: Seeded | null, mailboxUrl: string | undefined): string[] {
  const lines: string[] = [];
  if (seeded && seeded.signIns.length > 0) {
    const longest = Math.max(...seeded.signIns.map(({ email }) => email.length));
    lines.push("", "The demonstration's people:");
    for (const { email, name, role } of seeded.signIns) {
      lines.push(`  ${email.padEnd(longest)}  ${name}, ${role}`);
    }
    lines.push(
      seeded.password
        ? `  Password of all of them: ${seeded.password}   (made now and not shown again)`
        : "  Password: the one of the first start, or HOLDPOINT_DEMO_PASSWORD if that was set then.",
    );
    if (mailboxUrl) lines.push(`  Their mail: ${mailboxUrl}`);
  }
  if (!seeded)
    lines.push("", "The first administrator: npm run holdpoint -- admin create --email you@example.com");
  lines.push("", `Holdpoint is ready at http://localhost:${port}`);
  return lines;
}
