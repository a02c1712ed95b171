import type { Figure } from "../measure.ts";
import { benchAction } from "./action.ts";
import { benchAppend } from "./append.ts";
import { benchClocks } from "./clocks.ts";
import { benchRuns } from "./runs.ts";
import { type BenchStage, withBenchStage } from "./stage.ts";
import { benchVerification } from "./verification.ts";

type Part = { name: string; measure: (stage: BenchStage, say: (line: string) => void) => Promise<Figure[]> };
const parts: Part[] = [
  { name: "verification", measure: benchVerification },
  { name: "a command", measure: benchAction },
  { name: "the log", measure: benchAppend },
  { name: "clocks", measure: benchClocks },
  { name: "runs", measure: benchRuns },
];

/** Measures the engine on a Postgres of its own, each figure beside a peer in the same run. */
export const benchEngine = (say: (line: string) => void): Promise<Figure[]> =>
  withBenchStage(async (stage) => {
    const figures: Figure[] = [];
    for (const { name, measure } of parts) {
      say(`Measuring ${name} …`);
      figures.push(...(await measure(stage, say)));
    }
    return figures;
  });
