import { openRandom, type Random } from "./random.ts";

export const channelNames = ["mail", "webhook", "slack", "teams"] as const;
export type ChannelName = (typeof channelNames)[number];

/**
 * What a channel does instead of its work: keeps silent, closes the door, answers 500 or 429 or something that is not
 * of its protocol, says yes and throws away, or takes the message and says nothing.
 */
export const misbehaviours = ["hangs", "refuses", "500", "429", "garbage", "lies", "takes-silently"] as const;
export type Misbehaviour = (typeof misbehaviours)[number];
/** What a channel does now; each answers for itself. */
export type Manner = "works" | Misbehaviour;

export const faultKinds = [
  ...(["kill-worker", "end-worker", "freeze-worker", "cut-worker"] as const),
  ...(["cut-web", "crash-database", "channel"] as const),
];
export type FaultKind = (typeof faultKinds)[number];
export const isFaultKind = (name: string): name is FaultKind =>
  (faultKinds as readonly string[]).includes(name);
export type Fault = { at: number } & (
  | { kind: "kill-worker"; worker: number; downMs: number }
  | { kind: "end-worker"; worker: number; downMs: number }
  | { kind: "freeze-worker"; worker: number; forMs: number }
  | { kind: "cut-worker"; worker: number; how: "silent" | "reset"; forMs: number }
  | { kind: "cut-web"; how: "silent" | "reset"; forMs: number }
  | { kind: "crash-database"; downMs: number }
  | { kind: "channel"; channel: ChannelName; does: Misbehaviour; forMs: number }
);

export type Plan = {
  seed: number;
  lastsMs: number;
  workers: number;
  /** Only these kinds, where given; a kind given twice comes twice as often. */
  kinds?: readonly FaultKind[];
  /** Freezes and stops of a minute too. */
  isLong: boolean;
};

const often = { "kill-worker": 4, "cut-worker": 2, channel: 3 } as const;
const usual: readonly FaultKind[] = faultKinds.flatMap((kind) =>
  Array.from({ length: kind in often ? often[kind as keyof typeof often] : 1 }, () => kind),
);

const minute = 60_000;

/** Every fault of a run and its moment, from the seed alone. Each kind comes before any comes again out of turn. */
export function makeSchedule(plan: Plan): Fault[] {
  const random = openRandom(plan.seed, "schedule");
  const faults: Fault[] = [];
  const busyUntil = new Map<string, number>();
  let bag: FaultKind[] = [];
  for (let at = 2_000; at < plan.lastsMs - 4_000; at += random.between(400, 2_600)) {
    if (bag.length === 0) bag = [...(plan.kinds ?? usual)];
    const kind = random.pick(bag);
    const fault = draw(kind, at, plan, random);
    const [whom, until] = extent(fault);
    // One at a time on the same thing, because a second fault would end the first before its time. It stays in the bag.
    if ((busyUntil.get(whom) ?? 0) > at) continue;
    bag.splice(bag.indexOf(kind), 1);
    busyUntil.set(whom, until + 500);
    faults.push(fault);
  }
  return faults;
}

function draw(kind: FaultKind, at: number, { workers, isLong }: Plan, random: Random): Fault {
  const worker = random.between(0, workers - 1);
  const how = random.chance(0.6) ? "silent" : "reset";
  switch (kind) {
    case "kill-worker":
    case "end-worker":
      return { at, kind, worker, downMs: random.between(0, 2_500) };
    case "freeze-worker":
      return { at, kind, worker, forMs: isLong && random.chance(0.25) ? minute : random.between(500, 9_000) };
    case "cut-worker":
      return { at, kind, worker, how, forMs: random.between(500, 12_000) };
    case "cut-web":
      return { at, kind, how, forMs: random.between(300, 4_000) };
    case "crash-database":
      return { at, kind, downMs: isLong && random.chance(0.08) ? minute : random.between(0, 5_000) };
    case "channel":
      return {
        ...{ at, kind, channel: random.pick(channelNames) },
        ...{ does: random.pick(misbehaviours), forMs: random.between(2_000, 10_000) },
      };
  }
}

/** What a fault is done to. */
export const targetOf = (fault: Fault): string => extent(fault)[0];

/** What a fault is done to, and until when. */
function extent(fault: Fault): [string, number] {
  switch (fault.kind) {
    case "kill-worker":
    case "end-worker":
      return [`worker ${fault.worker}`, fault.at + fault.downMs + 3_000];
    case "freeze-worker":
    case "cut-worker":
      return [`worker ${fault.worker}`, fault.at + fault.forMs];
    case "cut-web":
      return ["web", fault.at + fault.forMs];
    case "crash-database":
      return ["database", fault.at + fault.downMs + 2_000];
    case "channel":
      return [fault.channel, fault.at + fault.forMs];
  }
}

/** One line of the schedule, as it is printed. */
export function faultLine(fault: Fault): string {
  const { at, kind, ...rest } = fault;
  const values = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  return `${(at / 1_000).toFixed(1).padStart(7)} s  ${kind} ${values.join(" ")}`;
}
