import { parseArgs } from "node:util";
import { z } from "zod";
import { benchDomain } from "./bench/domain.ts";
import { benchEngine } from "./bench/engine/index.ts";
import { benchVerification } from "./bench/engine/verification.ts";
import { benchLive, liveParts } from "./bench/live/index.ts";
import { type Figure, keeps, lineOf, rowOf } from "./bench/measure.ts";
import { benchScale } from "./bench/scale/index.ts";

type Say = (line: string) => void;
type Options = { only: string | null; share: number };
type Bench = (say: Say, options: Options) => Figure[] | Promise<Figure[]>;

/** The live parts are asked for by name too; the rest of the engine is one part of its own. */
const engine: Bench = async (say, { only }) => [
  ...(only !== null && Object.hasOwn(liveParts, only) ? [] : await benchEngine(say)),
  ...(await benchLive(say, only)),
];
/** The share is for a quick look: a target is held against the whole. */
const scale: Bench = (say, { share }) =>
  benchScale(say, { entries: 1_000_000 * share, open: Math.ceil(200 * share), clocks: 10_000 * share });
const benches: Record<string, Bench> = { domain: benchDomain, engine, scale, verify: benchVerification };

const Asked = z.object({
  name: z.enum(Object.keys(benches), { error: `one of ${Object.keys(benches).join(", ")}` }),
  json: z.boolean(),
  only: z.enum(Object.keys(liveParts), { error: `one of ${Object.keys(liveParts).join(", ")}` }).optional(),
  share: z.coerce
    .number({ error: "a number such as 0.1" })
    .positive("more than 0")
    .max(1, "at most 1")
    .default(1),
});

function ask() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      only: { type: "string" },
      share: { type: "string" },
    },
  });
  return Asked.safeParse({ name: positionals[0], ...values });
}

const asked = ask();
if (!asked.success) {
  console.error("npm run bench -- NAME [--only PART] [--share 0.1] [--json]");
  for (const { path, message } of asked.error.issues) console.error(`${path.join(".")}: expected ${message}`);
  process.exitCode = 2;
} else {
  const { name, json, only, share } = asked.data;
  // With --json the standard output is one array and nothing else.
  const figures = await benches[name]?.((line) => console.error(line), { only: only ?? null, share });
  if (json) console.log(JSON.stringify(figures?.map(rowOf), null, 2));
  else for (const figure of figures ?? []) console.log(lineOf(figure));
  process.exitCode = figures?.every(keeps) ? 0 : 1;
}
