import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { withClient } from "#scripts/postgres/roles.ts";
import { openAsking } from "./asking.ts";
import { type Break, plantVariable } from "./breaks.ts";
import { lookForFaults } from "./checks/all.ts";
import { settledMs } from "./checks/clocks.ts";
import type { Finding } from "./checks/finding.ts";
import { type Diary, openDiary } from "./diary.ts";
import { type Evidence, readJobs, readStreams } from "./evidence.ts";
import { inflict } from "./inflict.ts";
import { startPeople } from "./people.ts";
import { watchPressure } from "./pressure.ts";
import { type Fault, faultLine, makeSchedule, type Plan } from "./schedule.ts";
import { openSite, type Site } from "./site.ts";
import { type KeptWorker, keepWorker } from "./workers.ts";

const leaseSeconds = 4;
const startsWithinMs = 60_000;
const settlesWithinMs = { whole: 300_000, broken: 45_000 };
const plant = new URL("./plant.ts", import.meta.url).href;

export type Trial = Plan & {
  /** The defect that is planted, where one is. */
  planted: Break | null;
  say: (line: string) => void;
};
export type Report = { findings: Finding[]; evidence: Evidence; faults: number };

/** One whole run: the site, the work, the faults, the mending, the look. */
export async function runTrial(trial: Trial): Promise<Report> {
  const { planted } = trial;
  const schedule = makeSchedule({ ...trial, ...(planted !== null && { kinds: planted.kinds }) });
  for (const fault of schedule) trial.say(faultLine(fault));
  const diary = openDiary(trial.say);
  const rollbacks = 30 * Math.ceil(trial.lastsMs / 60_000);
  const site = await openSite();
  const running: KeptWorker[] = [];
  const letGo = onRequestToEnd(async () => {
    diary.close();
    for (const worker of running) worker.abandon();
    await site.close();
  });
  try {
    await spoil(site, planted?.before ?? []);
    const { faults, ...worked } = await work(trial, { site, diary, schedule, rollbacks, running });
    await spoil(site, planted?.after ?? []);
    const evidence = await gather(site, diary, worked);
    return { findings: lookForFaults(evidence), evidence, faults };
  } finally {
    letGo();
    await site.close();
  }
}

/** Whoever is asked to end takes everything along. Gives the way to take that back. */
function onRequestToEnd(undo: () => Promise<void>): () => void {
  const end = () => {
    // What is under way breaks off because its database goes; nobody asks about it any more.
    process.on("unhandledRejection", () => {}).on("uncaughtException", () => {});
    void undo().finally(() => process.exit(130));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  // The channel to the starter closes however that one ends.
  process.once("disconnect", end);
  return () => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"] as const) process.off(signal, end);
  };
}

type Stage = { site: Site; diary: Diary; schedule: Fault[]; rollbacks: number; running: KeptWorker[] };

type Worked = Pick<Evidence, "asked" | "strain"> & { faults: number };

/** People and workers at work while the faults happen, and after them until all is done; gives what was asked. */
async function work(
  { seed, lastsMs, workers: count, planted }: Trial,
  { site, diary, schedule, rollbacks, running }: Stage,
): Promise<Worked> {
  const wires = await Promise.all(Array.from({ length: count }, () => site.openWire()));
  const workers = wires.map(({ port }, index) => {
    const env = { ...site.workerEnv(port), ...(planted !== null && { [plantVariable]: planted.name }) };
    const preload = planted?.edits === undefined ? null : plant;
    return keepWorker({ index, env, leaseSeconds, preload, diary });
  });
  running.push(...workers);
  const asking = openAsking(site.stage, diary);
  const pressure = watchPressure(site, diary);
  let faults = 0;
  try {
    await untilUp(workers);
    const people = startPeople({ site, asking, diary, pressure, seed, rollbacks });
    faults = await inflict(schedule, lastsMs, { site, workers, wires, diary, pressure });
    diary.note("nothing more is broken; what is under way is let come to its end");
    const withinMs = planted === null ? settlesWithinMs.whole : settlesWithinMs.broken;
    await settle(site, people, diary, { withinMs, strain: pressure.strain() });
  } finally {
    diary.close();
    await Promise.all(workers.map((worker) => worker.stop()));
    for (const wire of wires) wire.close();
  }
  return { asked: asking.asked, strain: pressure.strain(), faults };
}

async function untilUp(workers: KeptWorker[]): Promise<void> {
  const latest = Date.now() + startsWithinMs;
  while (!workers.every((worker) => worker.isUp())) {
    if (Date.now() > latest)
      throw new Error(`The workers do not start:\n${workers[0]?.lines.slice(-5).join("\n")}`);
    await wait(50);
  }
}

async function spoil(site: Site, statements: readonly string[]): Promise<void> {
  if (statements.length === 0) return;
  await withClient(site.superuserUrl(), async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

/** Everything works again: runs end, clocks that came due fire, and what was to be sent is sent or waits for its time. */
async function settle(
  site: Site,
  people: ReturnType<typeof startPeople>,
  diary: Diary,
  { withinMs, strain }: { withinMs: number; strain: number },
): Promise<void> {
  // Long enough for the checker to tell what is lost from what is late.
  const soonest = Date.now() + Math.min(settledMs * strain + 1_000, withinMs);
  const latest = Date.now() + withinMs;
  const isLate = () => Date.now() > latest;
  let areSettled = false;
  const ended = people.stop().then(() => people.settled());
  void ended.then(() => {
    areSettled = true;
  });
  while (!isLate() && !(areSettled && Date.now() > soonest && (await isQuiet(site)))) await wait(500);
  diary.note(isLate() ? "it has not come to its end" : "everything has come to its end");
}

/** Nothing is overdue, no step is under way, and nothing is taken from the queue. */
async function isQuiet(site: Site): Promise<boolean> {
  return withClient(site.superuserUrl(), async (client) => {
    const { rows } = await client.query<{ busy: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM "Clock" WHERE fire_at < clock_timestamp() - interval '3 seconds')
         OR EXISTS (SELECT 1 FROM "StepAttempt" WHERE status = 'running')
         OR EXISTS (SELECT 1 FROM graphile_worker.jobs WHERE attempts < max_attempts
           AND (locked_at < clock_timestamp() - interval '3 seconds' OR run_at < clock_timestamp() - interval '3 seconds'))
         AS busy`,
    );
    return rows[0]?.busy === false;
  });
}

async function gather(site: Site, diary: Diary, worked: Omit<Worked, "faults">): Promise<Evidence> {
  const { deeds, troubles, surprises } = diary;
  return {
    ...worked,
    ...{ deeds, troubles, surprises },
    streams: await readStreams(site.superuserUrl()),
    marks: site.workshop.readMarks(),
    arrivals: site.outside.arrivals,
    jobs: await readJobs(site.superuserUrl()),
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
