/**
 * Plays sequences of people who read, sign and change a decision, in an incident and at a checkpoint, and has each log
 * judged by an oracle: with the rules alone, or with `--real` by the console's commands on a real Postgres, several at the
 * same moment.
 */
import { parseArgs } from "node:util";
import { type Asked, inWords, type TriedOut } from "./decisions/told.ts";
import { tryOut } from "./decisions/try-out.ts";
import { tryOutCheckpoint } from "./decisions/try-out-checkpoint.ts";
import { generateClient } from "./start/build.ts";

const usage = `npm run decisions [-- --sequences N] [--seed N] [--of incident|checkpoint] [--real] [--path P]

Plays N sequences of incidents, and as many of checkpoints. One that breaks a rule is told with its seed, its path and
its acts, shortened, and ends in exit code 1. --path, with its seed and --of, plays that one again; where several act at
the same moment (--real) it may end in another way.`;

const machines = ["incident", "checkpoint"] as const;
type Machine = (typeof machines)[number];

function asked() {
  const { values } = parseArgs({
    options: {
      sequences: { type: "string" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      of: { type: "string" },
      path: { type: "string" },
      real: { type: "boolean", default: false },
    },
  });
  const { real, path } = values;
  const of = machines.filter((one) => values.of === undefined || values.of === one);
  const [sequences, seed] = [Number(values.sequences ?? (real ? "500" : "10000")), Number(values.seed)];
  const isKnown = Number.isInteger(sequences) && sequences > 0 && Number.isInteger(seed);
  // A path leads through the acts of one machine, and to something else in the other.
  const isOne = path === undefined ? of.length > 0 : of.length === 1;
  return isKnown && isOne ? { real, of, sequences, seed, ...(path !== undefined && { path }) } : null;
}

type Tried = TriedOut<Record<string, number>>;
const byRules: Record<Machine, (about: Asked) => Tried> = { incident: tryOut, checkpoint: tryOutCheckpoint };

async function onRealDatabase(about: Asked, of: Machine[], tell: (one: Machine, tried: Tried) => void) {
  // Loaded late, because they stand on the database client, which a fresh clone has yet to make.
  await generateClient(console.log);
  const { withHouses } = await import("./decisions/with-houses.ts");
  const { tryOutReal, tryOutRealCheckpoint } = await import("./decisions/try-out-real.ts");
  await withHouses(async () => {
    for (const one of of) tell(one, await (one === "incident" ? tryOutReal : tryOutRealCheckpoint)(about));
  });
}

const about = asked();
if (about === null) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const { sequences, seed, real, of } = about;
  const tell = (one: Machine, { broken, tally }: Tried) => {
    const well = `${sequences} sequences of seed ${seed}, none against the rules: ${inWords(tally)}.`;
    console.log(`${one}: ${broken ?? well}`);
    if (broken !== null) process.exitCode = 1;
  };
  if (real) await onRealDatabase(about, of, tell);
  else for (const one of of) tell(one, byRules[one](about));
}
