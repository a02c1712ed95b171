import type { Evidence } from "../evidence.ts";
import { chains } from "./chains.ts";
import { clocksKept, clocksOnce } from "./clocks.ts";
import { doubts } from "./doubts.ts";
import { answers, entries } from "./entries.ts";
import type { Check, Finding } from "./finding.ts";
import { deliveries, unsent } from "./messages.ts";
import { leftovers, stepsAlone, stepsOnce } from "./steps.ts";

export const checks: readonly Check[] = [
  ...[chains, entries, answers, clocksOnce, clocksKept],
  ...[stepsOnce, stepsAlone, leftovers, doubts, deliveries, unsent],
];

/** Holds every promise against what is known; nothing found is what is wanted. */
export const lookForFaults = (evidence: Evidence): Finding[] =>
  checks.flatMap(({ id, guarantee, look }) => look(evidence).map((what) => ({ id, guarantee, what })));
