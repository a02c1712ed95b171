import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { rolldown } from "rolldown";
import { beforeAll, expect, it } from "vitest";
import { root } from "#scripts/root.ts";
import { publicKeyOf } from "./seal.ts";
import type { Trusted } from "./signer.ts";
import { sourceOf } from "./testing/forge.ts";
import { variants } from "./testing/variants.ts";
import { verifyBundle } from "./verify-bundle.ts";

/** The verifier as a browser gets it, in a place where there is nothing of Node: neither its modules nor its globals. */
const inBrowser = createContext({ TextEncoder, TextDecoder, atob, btoa, URL });
const sample = readFileSync(join(root, "docs", "samples", "sealed-decisions.bundle.zip"));
const { privateKey } = generateKeyPairSync("ed25519");
const key = publicKeyOf(privateKey);
const firstFace = () => 0;

beforeAll(async () => {
  const build = await rolldown({
    input: join(root, "lib", "verify", "bundle", "verify-bundle.ts"),
    cwd: root,
    platform: "browser",
    onLog: (_, { message }) => {
      throw new Error(message);
    },
  });
  const { output } = await build.generate({ format: "iife", name: "verifier", codeSplitting: false });
  await build.close();
  runInContext(output[0].code, inBrowser);
});

/** What the browser's verifier says, with bytes and keys that are of its own world. */
function verdictThere(archive: Uint8Array, trusted: Trusted): unknown {
  Object.assign(inBrowser, { archive, trusted });
  const told = runInContext(
    `JSON.stringify(verifier.verifyBundle(Uint8Array.from(archive),
       trusted && trusted.map(({ id, spki }) => ({ id, spki: Uint8Array.from(spki) }))))`,
    inBrowser,
  );
  return JSON.parse(String(told));
}

it("of the sample, and of what is no bundle, a browser's verifier says what ours says, word for word", () => {
  for (const archive of [sample, sample.subarray(1), sample.subarray(0, -1), new Uint8Array()])
    for (const trusted of [null, [key]])
      expect(verdictThere(archive, trusted)).toEqual(verifyBundle(archive, trusted));
});

it.each(variants)(
  "of a bundle with $name a browser's verifier says what ours says, word for word",
  (variant) => {
    const archive = variant.make(sourceOf(sample), privateKey, firstFace);
    expect(verdictThere(archive, [key])).toEqual(verifyBundle(archive, [key]));
  },
);
