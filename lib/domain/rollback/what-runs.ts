import type { RunState } from "../incident/state.ts";
import { own } from "../protocol/own.ts";
import type { ProtocolPack } from "../protocol/pack.ts";

/** What a verified run says of the values that run now. A value in neither list is as it was known before. */
export type WhatRuns = {
  /** Brought back by a step of the console's, or found by its verification. */
  known: Record<string, string>;
  /** Said by a person to be brought back, and looked at by nothing. */
  unproven: string[];
};

/**
 * What runs now after a verified run: only what the console itself did or found counts as known. A step that a person
 * says is done by hand proves nothing of its value, and a skipped one changed nothing (PT-12, SM-10).
 */
export function whatRuns(run: RunState, pack: ProtocolPack): WhatRuns {
  const quoted = (step: { id: string }) => quotedBy(run.plan, step.id, pack);
  const proven = new Set(run.steps.filter(({ status }) => status === "succeeded").flatMap(quoted));
  const acts = run.steps.filter(({ kind }) => kind === "act");
  const byHand = acts.filter(({ status }) => status === "done-by-hand").flatMap(quoted);
  const isWhole = acts.every(({ status }) => status === "succeeded");
  const known = Object.entries(run.target).filter(([name]) => isWhole || proven.has(name));
  return {
    known: Object.fromEntries(known),
    unproven: [...new Set(byHand)].filter((name) => !proven.has(name)),
  };
}

/** The approved values that a step of the plan works with. */
function quotedBy(plan: string, step: string, pack: ProtocolPack): string[] {
  const values = own(pack.plans, plan)?.steps.find(({ id }) => id === step)?.with ?? {};
  return Object.values(values).flatMap((template) =>
    [...template.matchAll(/\{\{baseline\.([^}]+)\}\}/g)].map(([, name = ""]) => name.trim()),
  );
}
