import { availableParallelism, loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { withClient } from "#scripts/postgres/roles.ts";
import type { Diary } from "./diary.ts";
import type { Site } from "./site.ts";

const everyMs = 1_000;
const tooFarBehindMs = 8_000;
const longestWaitMs = 30_000;
const mostStrain = 4;

/**
 * How far the site is behind its own work. People and faults wait while it is far behind: on a machine that has other
 * things to do they would show that, and nothing else.
 */
export function watchPressure(site: Site, diary: Diary) {
  let behindMs = 0;
  let strain = 1;
  const look = async () => {
    while (!diary.isOver()) {
      const asked = (loadavg()[0] ?? 0) / availableParallelism();
      strain = Math.min(mostStrain, Math.max(strain, asked));
      behindMs = site.isDatabaseUp() ? await askBehind(site).catch(() => behindMs) : behindMs;
      await wait(everyMs);
    }
  };
  void look();
  return {
    /** How much more this machine was asked for than it has, at its worst; never below one. */
    strain: () => strain,
    isHigh: () => behindMs > tooFarBehindMs,
    async easesOff() {
      const latest = Date.now() + longestWaitMs;
      while (behindMs > tooFarBehindMs && Date.now() < latest && !diary.isOver()) await wait(200);
    },
  };
}
export type Pressure = ReturnType<typeof watchPressure>;

async function askBehind(site: Site): Promise<number> {
  return withClient(site.superuserUrl(), async (client) => {
    const { rows } = await client.query<{ behind: number | null }>(
      `SELECT (extract(epoch FROM clock_timestamp() - least(
         (SELECT min(fire_at) FROM "Clock"),
         (SELECT min(run_at) FROM graphile_worker.jobs WHERE locked_at IS NULL AND attempts < max_attempts))) * 1000)::float8
         AS behind`,
    );
    return Math.max(0, rows[0]?.behind ?? 0);
  });
}
