import { benchDomain } from "./bench/domain.ts";
import { type Figure, keeps, lineOf } from "./bench/measure.ts";

const say = (line: string) => console.log(line);
const benches: Record<string, (tell: (line: string) => void) => Figure[]> = { domain: benchDomain };

const [name = ""] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined) {
  say(`npm run bench -- NAME; there are: ${Object.keys(benches).join(", ")}.`);
  process.exitCode = 1;
} else {
  const figures = bench(say);
  for (const figure of figures) say(lineOf(figure));
  process.exitCode = figures.every(keeps) ? 0 : 1;
}
