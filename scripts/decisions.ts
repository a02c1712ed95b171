/**
 * Plays sequences of people who read, sign and change a joint decision, and has each log judged by the oracle.
 * `--sequences N` of `--seed N`; a broken one is told with its seed, its path and its acts, and `--path P` plays it again.
 */
import { parseArgs } from "node:util";
import { tryOut } from "./decisions/try-out.ts";

const { values } = parseArgs({
  options: {
    sequences: { type: "string", default: "10000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    path: { type: "string" },
  },
});
const { path } = values;
const asked = {
  sequences: Number(values.sequences),
  seed: Number(values.seed),
  ...(path !== undefined && { path }),
};
const { broken, tally } = tryOut(asked);
const count = Object.entries(tally).map(([name, number]) => `${number} ${name}`);
console.log(
  broken ??
    `${asked.sequences} sequences of seed ${asked.seed}, none against the rules: ${count.join(", ")}.`,
);
process.exitCode = broken === null ? 0 : 1;
