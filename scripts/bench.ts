import { parseArgs } from "node:util";
import { benchDomain } from "./bench/domain.ts";
import { benchEngine } from "./bench/engine/index.ts";
import { type Figure, keeps, lineOf, rowOf } from "./bench/measure.ts";

type Bench = (say: (line: string) => void) => Figure[] | Promise<Figure[]>;
const benches: Record<string, Bench> = { domain: benchDomain, engine: benchEngine };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const [name = ""] = positionals;
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined) {
  console.log(`npm run bench -- NAME [--json]; there are: ${Object.keys(benches).join(", ")}.`);
  process.exitCode = 1;
} else {
  // With --json the standard output is one array and nothing else.
  const figures = await bench((line) => console.error(line));
  if (values.json) console.log(JSON.stringify(figures.map(rowOf), null, 2));
  else for (const figure of figures) console.log(lineOf(figure));
  process.exitCode = figures.every(keeps) ? 0 : 1;
}
