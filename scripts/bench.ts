import { parseArgs } from "node:util";
import { benchDomain } from "./bench/domain.ts";
import { benchEngine } from "./bench/engine/index.ts";
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
const benches: Record<string, Bench> = { domain: benchDomain, engine, scale };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, only: { type: "string" }, share: { type: "string" } },
});
const [name = ""] = positionals;
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined) {
  console.log(
    `npm run bench -- NAME [--only PART] [--share 0.1] [--json]; there are: ${Object.keys(benches).join(", ")}.`,
  );
  process.exitCode = 1;
} else {
  // With --json the standard output is one array and nothing else.
  const figures = await bench((line) => console.error(line), {
    only: values.only ?? null,
    share: Number(values.share ?? 1),
  });
  if (values.json) console.log(JSON.stringify(figures.map(rowOf), null, 2));
  else for (const figure of figures) console.log(lineOf(figure));
  process.exitCode = figures.every(keeps) ? 0 : 1;
}
