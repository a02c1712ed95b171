import { decideOpening } from "../decide/open.ts";
import type { CheckpointPack } from "../pack.ts";
import { around, endings, keys, names, packet, people, signing } from "./acts.ts";
import { mends } from "./proving.ts";
import { everybody, Table, unsided } from "./table.ts";
import { lockedValues } from "./walk.ts";

const acts = { ...signing, ...keys, ...packet, ...around, ...endings, ...people };
export const checkpointActs = Object.keys(acts);
/** What leads to a sealed question, and past it, is tried more often. */
export const checkpointOnward = [
  "both say GO at once",
  "reads and signs",
  "reads",
  "signs what they read",
  "mends what is missing",
  "reports",
  "a deputy reads and signs",
  "comes to the other side, and signs",
  "a locked value is read",
];

function opened(pack: CheckpointPack): Table {
  const table = new Table(pack);
  const pinned = { id: pack.id, version: pack.version, hash: "a".repeat(64) };
  const id = "00000000-0000-4000-8000-000000000090";
  const service = { id, key: "kernel", name: "Kernel", environment: "production" };
  const about = { reference: "CHK-2026-0001", title: "Cutover", pack: pinned, service };
  const input = { ...about, approved: {}, values: lockedValues };
  table.asks(everybody[0] as string, (all) => decideOpening(pack, input, all));
  return table;
}

/** Where sequences begin, each a step further than the one before. */
const steps: Record<string, (table: Table) => void> = {
  opened: () => undefined,
  proven: mends,
  deputised: (table) => {
    names(table, everybody[0] as string, unsided[0] as string, [0, 60]);
    names(table, everybody[1] as string, unsided[1] as string, [30, 600]);
  },
  "half signed": (table) => signing["reads and signs"]?.(table, 0, 0),
  rehearsed: (table) => signing["both say GO at once"]?.(table, 0, 0),
  "half cut over": (table) => signing["reads and signs"]?.(table, 1, 0),
  "both at GO": (table) => signing["both say GO at once"]?.(table, 1, 0),
};
export const checkpointStages = Object.keys(steps);

/** Made once, because each of them is the beginning of many sequences. */
const tables = new WeakMap<CheckpointPack, Map<string, Table>>();

function stagesOf(pack: CheckpointPack): Map<string, Table> {
  const known = tables.get(pack);
  if (known !== undefined) return known;
  const made = new Map<string, Table>();
  let table = opened(pack);
  for (const [stage, act] of Object.entries(steps)) {
    table = table.copy();
    act(table);
    table.looks();
    made.set(stage, table);
  }
  tables.set(pack, made);
  return made;
}

export type CheckpointStep = { act: string; who: number; what: number };
export type CheckpointSequence = { from: string; steps: CheckpointStep[] };

/** Plays a sequence from its start; whatever a rule refuses changes nothing. */
export function playedAt(pack: CheckpointPack, { from, steps: taken }: CheckpointSequence): Table {
  const stage = stagesOf(pack).get(from);
  if (stage === undefined) throw new Error(`no sequence begins at "${from}"`);
  const table = stage.copy();
  for (const { act, who, what } of taken) {
    // Often at the same instant as the act before, because an end counts from its first instant on.
    table.minutes += (who + what) % 2;
    acts[act]?.(table, who, what);
    table.looks();
  }
  return table;
}
