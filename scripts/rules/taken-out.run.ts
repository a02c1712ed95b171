import { describe, inject, it, vi } from "vitest";
import type { Json } from "./clauses.ts";
import type { Trial } from "./trial.ts";

function become(pack: Json, source: Json): void {
  for (const name of Object.keys(pack)) delete pack[name];
  Object.assign(pack, source);
}

/** The pack changes in this process alone, before a test file reads it; every trial begins with fresh modules. */
async function prepare({ pack, source }: Trial): Promise<void> {
  vi.resetModules();
  const shipped: { id: string }[][] = Object.values(await import("#lib/protocols/index.ts"));
  const whole = shipped.flat().find(({ id }) => id === pack);
  if (whole === undefined) throw new Error(`no pack ${pack} is built in`);
  become(whole, source);
}

/** A file that does not load is lost with all its tests, the ones that carry the rule included. */
async function loadScenarios(trial: Trial): Promise<void> {
  await prepare(trial);
  for (const file of trial.files)
    await import(file).catch((error: unknown) => {
      it(`[${trial.rule}] stands in a file that loads`, () => {
        throw error;
      });
    });
}

for (const trial of inject("trials")) describe(`${trial.number} ${trial.rule}`, () => loadScenarios(trial));
