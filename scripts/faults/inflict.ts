import { setTimeout as wait } from "node:timers/promises";
import type { Diary } from "./diary.ts";
import type { Pressure } from "./pressure.ts";
import { type Fault, faultLine, targetOf } from "./schedule.ts";
import type { Site } from "./site.ts";
import type { Wire } from "./wire.ts";
import type { KeptWorker } from "./workers.ts";

type Targets = { site: Site; workers: KeptWorker[]; wires: Wire[]; diary: Diary; pressure: Pressure };

/**
 * Does what the schedule says, each fault at its moment or as soon after it as the site keeps up, and mends it at its
 * end. What the time no longer reaches is left out. Gives how many there were.
 */
export async function inflict(
  schedule: readonly Fault[],
  lastsMs: number,
  targets: Targets,
): Promise<number> {
  const began = Date.now();
  const going: Promise<void>[] = [];
  const busy = new Set<string>();
  let putOffMs = 0;
  for (const fault of schedule) {
    const moment = began + fault.at + putOffMs;
    await wait(Math.max(0, moment - Date.now()));
    await targets.pressure.easesOff();
    if (Date.now() - began > lastsMs) break;
    putOffMs += Math.max(0, Date.now() - moment);
    const target = targetOf(fault);
    // What is still being mended from the last time is left alone.
    if (busy.has(target)) continue;
    busy.add(target);
    targets.diary.note(faultLine(fault).trim());
    going.push(apply(fault, targets).finally(() => busy.delete(target)));
  }
  await Promise.all(going);
  return going.length;
}

function apply(fault: Fault, { site, workers, wires, diary }: Targets): Promise<void> {
  switch (fault.kind) {
    case "kill-worker":
    case "end-worker":
      return lose(fault, the(workers, fault.worker), diary);
    case "freeze-worker":
      return freeze(fault, the(workers, fault.worker), diary);
    case "cut-worker":
      return cut(fault, the(wires, fault.worker), diary, `worker ${fault.worker}`);
    case "cut-web":
      return cut(fault, site.web, diary, "web");
    case "crash-database":
      return crash(fault, site, diary);
    case "channel": {
      const over = diary.trouble("channel", fault.channel);
      site.outside.set(fault.channel, fault.does);
      return wait(fault.forMs).then(() => {
        site.outside.set(fault.channel, "works");
        over();
      });
    }
  }
}

const the = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no ${index}`);
  return item;
};

type Of<K extends Fault["kind"]> = Extract<Fault, { kind: K }>;

async function lose(
  fault: Of<"kill-worker" | "end-worker">,
  worker: KeptWorker,
  diary: Diary,
): Promise<void> {
  // One that is still coming up is left to do so: it is lost in its work at another time.
  if (!worker.isUp()) return;
  const over = diary.trouble(fault.kind, `worker ${fault.worker}`);
  if (fault.kind === "kill-worker") worker.kill(fault.downMs);
  else worker.end(fault.downMs);
  while (!diary.isOver() && worker.isUp()) await wait(20);
  while (!diary.isOver() && !worker.isUp()) await wait(50);
  over();
}

async function freeze(fault: Of<"freeze-worker">, worker: KeptWorker, diary: Diary): Promise<void> {
  if (!worker.isUp()) return;
  const over = diary.trouble(fault.kind, `worker ${fault.worker}`);
  worker.freeze();
  await wait(fault.forMs);
  worker.thaw();
  over();
}

async function cut(
  { kind, how, forMs }: Of<"cut-worker" | "cut-web">,
  wire: Wire,
  diary: Diary,
  whose: string,
): Promise<void> {
  const over = diary.trouble(kind, whose);
  wire.set(how);
  await wait(forMs);
  wire.set("open");
  over();
}

async function crash({ downMs }: Of<"crash-database">, site: Site, diary: Diary): Promise<void> {
  const over = diary.trouble("crash-database", "database");
  await site.crashDatabase();
  await wait(downMs);
  await site.startDatabase();
  over();
}
