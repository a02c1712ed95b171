import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { withClient } from "#scripts/postgres/roles.ts";
import { openAsking } from "./asking.ts";
import { lookForFaults } from "./checks/all.ts";
import type { Finding } from "./checks/finding.ts";
import { type Diary, openDiary } from "./diary.ts";
import { type Evidence, readJobs, readStreams } from "./evidence.ts";
import { inflict } from "./inflict.ts";
import { startPeople } from "./people.ts";
import { faultLine, makeSchedule, type Plan } from "./schedule.ts";
import { openSite, type Site } from "./site.ts";
import { keepWorker } from "./workers.ts";

const leaseSeconds = 4;
const settlesWithinMs = 90_000;

export type Trial = Plan & {
  /** A module that every worker loads first. */
  preload: string | null;
  workerSettings: Record<string, string>;
  /** Done to the database before and after the work. */
  spoil: { before: readonly string[]; after: readonly string[] };
  say: (line: string) => void;
};
export type Report = { findings: Finding[]; evidence: Evidence; faults: number };

/** One whole run: the site, the work, the faults, the mending, the look. */
export async function runTrial(trial: Trial): Promise<Report> {
  const schedule = makeSchedule(trial);
  for (const fault of schedule) trial.say(faultLine(fault));
  const diary = openDiary(trial.say);
  const minutes = Math.ceil(trial.lastsMs / 60_000);
  const rollbacks = 30 * minutes;
  const site = await openSite({ environments: rollbacks });
  try {
    await spoil(site, trial.spoil.before);
    const wires = await Promise.all(Array.from({ length: trial.workers }, () => site.openWire()));
    const isTroubled = () => diary.troubles.some(({ to }) => to > Date.now() - 15_000);
    const workers = wires.map(({ port }, index) => {
      const env = { ...site.workerEnv(port), ...trial.workerSettings };
      return keepWorker({ index, env, leaseSeconds, preload: trial.preload, diary, isTroubled });
    });
    const asking = openAsking(site.stage, diary);
    try {
      while (!workers.every((worker) => worker.isUp())) await wait(50);
      const people = startPeople({ site, asking, diary, seed: trial.seed, rollbacks });
      await inflict(schedule, { site, workers, wires, diary });
      diary.note("nothing more is broken; what is under way is let come to its end");
      await settle(site, people, diary);
    } finally {
      diary.close();
      await Promise.all(workers.map((worker) => worker.stop()));
    }
    await spoil(site, trial.spoil.after);
    const evidence = await gather(site, diary, asking.asked);
    for (const wire of wires) wire.close();
    return { findings: lookForFaults(evidence), evidence, faults: schedule.length };
  } finally {
    await site.close();
  }
}

async function spoil(site: Site, statements: readonly string[]): Promise<void> {
  if (statements.length === 0) return;
  await withClient(site.superuserUrl, async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

/** Everything works again: runs end, clocks that came due fire, and what was to be sent is sent or waits for its time. */
async function settle(site: Site, people: ReturnType<typeof startPeople>, diary: Diary): Promise<void> {
  const latest = Date.now() + settlesWithinMs;
  const isLate = () => Date.now() > latest;
  let areSettled = false;
  const ended = people.stop().then(() => people.settled());
  void ended.then(() => {
    areSettled = true;
  });
  while (!isLate() && !(areSettled && (await isQuiet(site)))) await wait(500);
  diary.note(isLate() ? "it has not come to its end" : "everything has come to its end");
}

/** Nothing is overdue, no step is under way, and nothing is taken from the queue. */
async function isQuiet(site: Site): Promise<boolean> {
  return withClient(site.superuserUrl, async (client) => {
    const { rows } = await client.query<{ busy: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM "Clock" WHERE fire_at < clock_timestamp() - interval '1 second')
         OR EXISTS (SELECT 1 FROM "StepAttempt" WHERE status = 'running')
         OR EXISTS (SELECT 1 FROM graphile_worker.jobs WHERE attempts < max_attempts
           AND (locked_at IS NOT NULL OR run_at < clock_timestamp()))
         AS busy`,
    );
    return rows[0]?.busy === false;
  });
}

async function gather(site: Site, diary: Diary, asked: Evidence["asked"]): Promise<Evidence> {
  const { deeds, troubles, surprises } = diary;
  return {
    ...{ asked, deeds, troubles, surprises },
    streams: await readStreams(site.superuserUrl),
    marks: site.workshop.readMarks(),
    arrivals: site.outside.arrivals,
    jobs: await readJobs(site.superuserUrl),
    left: processesNaming(site.workshop.folder),
    readAt: Date.now(),
  };
}

/** Processes whose command line names the workshop, as the system lists them. */
const processesNaming = (folder: string): string[] =>
  readdirSync("/proc").flatMap((name) => {
    try {
      if (!/^\d+$/.test(name)) return [];
      const line = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\u0000", " ").trim();
      return line.includes(folder) ? [`${name} ${line}`] : [];
    } catch {
      return [];
    }
  });
