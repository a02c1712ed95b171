import type { CheckpointPack, Group, Item, NoGo } from "./pack.ts";
import { openQuestions, sealingOf } from "./question.ts";
import type { CheckpointState } from "./state.ts";

/** What the console knows beside the log: the time, and the incidents that are open on the service. */
export type CheckpointSurroundings = {
  now: string;
  incidents: { severity: string; isCritical: boolean }[];
};

/** Why something does not hold: what it is called, the rule that asks for it. */
export type Hindrance = { id: string; title: string; rule: string | null };

export const hindrance = ({
  id,
  title,
  rule,
}: {
  id: string;
  title: string;
  rule?: string | undefined;
}): Hindrance => ({
  id,
  title,
  rule: rule ?? null,
});

export const isGreen = (state: CheckpointState, subject: string): boolean =>
  state.reports[subject]?.passed === true;

/** Whether an item holds now, each by its own kind of proof (MKD-2 to MKD-5). */
export function itemHolds(item: Item, state: CheckpointState, around: CheckpointSurroundings): boolean {
  switch (item.decidedBy) {
    case "check":
    case "evidence":
    case "value":
      return isGreen(state, item.id);
    case "run":
      return isGreen(state, item.run);
    case "attestation":
      return state.attested[item.id] !== undefined;
    case "system":
      return around.incidents.every(({ severity }) => !item.noIncidentOf.includes(severity));
  }
}

export const openItems = (group: Group, state: CheckpointState, around: CheckpointSurroundings): Item[] =>
  group.items.filter((item) => !itemHolds(item, state, around));

/** Whether both sides signed what a question came to; what the console sealed of itself nobody signed. */
const isSigned = (state: CheckpointState, question: string): boolean =>
  ["same-answer", "unequal-answers"].includes(sealingOf(state, question)?.cause ?? "");

/** Whether a NO-GO criterion stands in the way now (MKD-7). */
export function noGoStands(
  one: NoGo,
  state: CheckpointState,
  pack: CheckpointPack,
  around: CheckpointSurroundings,
): boolean {
  switch (one.unless) {
    case "run-green":
      return !isGreen(state, one.run);
    case "record-signed":
      return !pack.questions.every(({ id }) => isSigned(state, id));
    case "baseline-unmoved":
      return state.moved !== null;
    case "no-critical-incident":
      return around.incidents.some(({ isCritical }) => isCritical);
  }
}

/** What ended it at once: an abort trigger (MKD-6), or a locked value that moved (MKD-1). */
export function endedBy(state: CheckpointState, pack: CheckpointPack): Hindrance[] {
  const aborts = state.aborts.map(({ trigger, rule }) => ({
    id: trigger,
    title: pack.aborts.find(({ id }) => id === trigger)?.title ?? trigger,
    rule,
  }));
  const moved = (state.moved?.names ?? []).map((name) => {
    const value = pack.baseline.find((one) => one.name === name);
    return {
      id: name,
      title: `${value?.title ?? name} moved from ${state.locked[name]} to ${state.moved?.to[name] ?? "nothing"}`,
      rule: pack.cites.lock,
    };
  });
  return [...aborts, ...moved];
}

export type Standing = "open" | "decided" | "no-go" | "closed";

/** Where a checkpoint stands: closed for good, ended at once (MKD-1, MKD-6), every question sealed (MKD-8), or open. */
export function standingOf(state: CheckpointState, pack: CheckpointPack): Standing {
  if (state.closed !== null) return "closed";
  if (endedBy(state, pack).length > 0) return "no-go";
  return openQuestions(state, pack).length === 0 ? "decided" : "open";
}
