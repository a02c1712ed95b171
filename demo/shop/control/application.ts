import { releaseVersion } from "../shop-folder.ts";
import { askHealth, askVersions, waitUntilSteady } from "./ask-shop.ts";
import { type Changing, change } from "./verb.ts";

export const rollbackApplication = change({ to: releaseVersion }, (around, { to }) => bringBack(around, to));

/** Serves a release through the proxy, healthy before and after; one that serves already is only checked. */
export async function bringBack(around: Changing, to: string): Promise<void> {
  const { shop, settings, say } = around;
  const before = await shop.ask({ ask: "status" });
  if (before.active === to) say(`release ${to} serves already; only its health is checked`);
  else await startHealthy(around, to);
  await switchTo(around, to);
  await waitUntilSteady({ times: 5, withinSeconds: 15, what: "good health through the proxy" }, async () => {
    const { status, reason } = await askHealth(settings.proxyUrl);
    return status === "healthy" ? null : reason;
  });
  say(`release ${to} is healthy through the proxy, five answers in a row`);
}

/** Moves the proxy and stops every other release; safe to run again at any point. */
export async function switchTo({ shop, settings, say }: Changing, to: string): Promise<void> {
  const started = await shop.ask({ ask: "start", version: to });
  const target = started.releases.find(({ version }) => version === to);
  say(`release ${to} runs as process ${target?.pid} on port ${target?.port}`);
  await shop.ask({ ask: "route", version: to });
  const seen = await askVersions(settings.proxyUrl);
  if (seen.version !== to) throw new Error(`the proxy answers release ${seen.version}, expected ${to}`);
  say(`the proxy now sends every request to release ${to} (process ${seen.pid})`);
  for (const { version, pid } of started.releases) {
    if (version === to) continue;
    await shop.ask({ ask: "stop", version });
    say(`release ${version} (process ${pid}) is stopped`);
  }
}

async function startHealthy({ shop, say }: Changing, to: string): Promise<void> {
  say(`starting release ${to} beside the one that serves`);
  const { releases } = await shop.ask({ ask: "start", version: to });
  const port = releases.find(({ version }) => version === to)?.port;
  try {
    await waitUntilSteady({ times: 2, withinSeconds: 8, what: `release ${to} in good health` }, async () => {
      const { status, reason } = await askHealth(`http://127.0.0.1:${port}`);
      return status === "healthy" ? null : reason;
    });
  } catch (problem) {
    await shop.ask({ ask: "stop", version: to });
    say(`release ${to} is stopped again; the proxy was not moved`);
    throw problem;
  }
  say(`release ${to} is healthy on its own port`);
}
