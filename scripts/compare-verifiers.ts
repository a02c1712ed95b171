/**
 * Holds the two verifiers against each other: `--count N` generated bundles and every stored field of one flipped.
 * `--bundle FILE` takes another bundle than the sample, `--seed N` others of it.
 */
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { anchoredBy } from "#lib/verify/bundle/testing/anchor-variants.ts";
import { sealedBy, sourceOf } from "#lib/verify/bundle/testing/forge.ts";
import { withOddValues } from "#lib/verify/bundle/testing/odd-values.ts";
import { root } from "./root.ts";
import { differences } from "./verifiers/differences.ts";
import { flipsOfFiles, flipsOfLog } from "./verifiers/flips.ts";
import { generate } from "./verifiers/generated.ts";

const { values } = parseArgs({
  options: {
    bundle: { type: "string", default: join(root, "docs", "samples", "sealed-decisions.bundle.zip") },
    count: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
  },
});
const { privateKey } = generateKeyPairSync("ed25519");
const trusted = [publicKeyOf(privateKey)];
const source = sourceOf(readFileSync(values.bundle));
const made = generate(source, privateKey, Number(values.count), Number(values.seed));
const flips = [
  ...flipsOfFiles(sealedBy(anchoredBy(source, privateKey), privateKey)),
  ...flipsOfLog(source, privateKey),
];
const odd = [...withOddValues(source, privateKey)];
const generated = await differences(made, trusted);
const flipped = await differences(flips, trusted, "never verified");
const strange = await differences(odd, trusted);
const told = [...generated.told, ...flipped.told, ...strange.told];
for (const line of told) console.log(line);
console.log(
  `${made.length} generated bundles: ${generated.summary}. ${flips.length} flipped fields: ${flipped.summary}. ${odd.length} odd values: ${strange.summary}.`,
);
process.exitCode = told.length === 0 ? 0 : 1;
