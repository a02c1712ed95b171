import { z } from "zod";
import { releaseVersion } from "../shop-folder.ts";
import { askHealth, askStats, askVersions, postOrder } from "./ask-shop.ts";
import { readItems, readOrder, writeOrder } from "./contract.ts";
import { check, type Surroundings } from "./verb.ts";

const sample = 1_000;
const atOnce = 16;

export const checkHealth = check({}, async ({ settings, say }) => {
  const health = await askHealth(settings.proxyUrl);
  for (const part of health.checks) say(`${part.ok ? "ok" : "not ok"} - ${part.name}: ${part.detail}`);
  if (health.status !== "healthy") throw new Error(`the shop is unhealthy: ${health.reason}`);
  say("the shop is healthy");
});

export const checkVersion = check({ expect: releaseVersion }, async ({ settings, say }, { expect }) => {
  const { version, schema, config, policy, pid } = await askVersions(settings.proxyUrl);
  say(`release ${version}, process ${pid}, schema ${schema}, configuration ${config}, policy ${policy}`);
  if (version !== expect) throw new Error(`release ${version} answers, expected ${expect}`);
});

export const checkSmoke = check({}, (around) => smoke(around));

export async function smoke({ settings, say }: Surroundings): Promise<void> {
  const items = await readItems(settings.proxyUrl);
  say(`read ${items.length} items`);
  const [first] = items;
  if (!first) throw new Error("there is nothing to order");
  const placed = await writeOrder(settings.proxyUrl, first.id, 2);
  say(`placed order ${placed.id}: 2 of "${first.name}", ${placed.totalCents} cents`);
  if (placed.totalCents !== first.priceCents * 2) {
    throw new Error(`order ${placed.id} costs ${placed.totalCents} cents, expected ${first.priceCents * 2}`);
  }
  const found = await readOrder(settings.proxyUrl, placed.id);
  if (found.totalCents !== placed.totalCents || found.quantity !== 2) {
    throw new Error(`order ${placed.id} reads back differently: ${JSON.stringify(found)}`);
  }
  say(`order ${placed.id} reads back the same`);
}

const share = z.coerce.number().min(0, "expected 0 to 1").max(1, "expected 0 to 1");

export const checkErrors = check({ max: share }, async ({ settings, say }, { max }) => {
  const startedAt = performance.now();
  const failed = await countFailures(settings.proxyUrl);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  say(`sent ${sample} requests in ${seconds} s: ${failed} failed, rate ${failed / sample}`);
  const stats = await askStats(settings.proxyUrl);
  say(
    `the proxy, last ${stats.windowSeconds} s of release ${stats.release}: ${stats.failed} of ${stats.requests} failed, ` +
      `rate ${stats.errorRate.toFixed(4)}, p95 ${stats.p95Milliseconds} ms`,
  );
  const worst = Math.max(failed / sample, stats.errorRate);
  if (worst > max) throw new Error(`error rate ${worst.toFixed(4)} is above ${max}`);
  say(`error rate ${worst.toFixed(4)} is within ${max}`);
});

async function countFailures(proxyUrl: string): Promise<number> {
  let next = 0;
  let failed = 0;
  const customer = async () => {
    while (next < sample) {
      next += 1;
      if (!(await visit(proxyUrl, next))) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, customer));
  return failed;
}

/** Every twentieth visit orders, each item in turn, so that a fault of one item shows too. */
async function visit(proxyUrl: string, turn: number): Promise<boolean> {
  try {
    if (turn % 20 !== 0) return (await readItems(proxyUrl)).length > 0;
    const { status } = await postOrder(proxyUrl, { itemId: 1 + ((turn / 20) % 8), quantity: 1 });
    return status === 201;
  } catch {
    return false;
  }
}
