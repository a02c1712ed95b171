/**
 * Plays sequences of people who read, sign and change a joint decision, and has each log judged by the oracle: with the
 * rules alone, or with `--real` by the console's commands on a real Postgres, several at the same moment.
 */
import { parseArgs } from "node:util";
import { type Asked, inWords, type TriedOut } from "./decisions/told.ts";
import { tryOut } from "./decisions/try-out.ts";
import { generateClient } from "./start/build.ts";

const usage = `npm run decisions [-- --sequences N] [--seed N] [--real] [--path P]

A sequence that breaks a rule is told with its seed, its path and its acts, shortened, and ends in exit code 1.
--path, with its seed, plays that one again; where several act at the same moment (--real) it may end in another way.`;

function asked() {
  const { values } = parseArgs({
    options: {
      sequences: { type: "string" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      path: { type: "string" },
      real: { type: "boolean", default: false },
    },
  });
  const { real, path } = values;
  const [sequences, seed] = [Number(values.sequences ?? (real ? "500" : "10000")), Number(values.seed)];
  const isKnown = Number.isInteger(sequences) && sequences > 0 && Number.isInteger(seed);
  return isKnown ? { real, sequences, seed, ...(path !== undefined && { path }) } : null;
}

async function onRealDatabase(about: Asked): Promise<TriedOut> {
  // Loaded late, because they stand on the database client, which a fresh clone has yet to make.
  await generateClient(console.log);
  const { withHouses } = await import("./decisions/with-houses.ts");
  const { tryOutReal } = await import("./decisions/try-out-real.ts");
  return withHouses(() => tryOutReal(about));
}

const about = asked();
if (about === null) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const { sequences, seed, real } = about;
  const { broken, tally } = real ? await onRealDatabase(about) : tryOut(about);
  console.log(broken ?? `${sequences} sequences of seed ${seed}, none against the rules: ${inWords(tally)}.`);
  process.exitCode = broken === null ? 0 : 1;
}
