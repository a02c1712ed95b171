import { accept, refuse } from "../../refusal.ts";
import type { ObservationSource } from "../events.ts";
import { outcomesOf } from "../outcome.ts";
import type { CheckpointPack } from "../pack.ts";
import { decidedAt } from "../record.ts";
import type { CheckpointState } from "../state.ts";
import { asOpenSpeaker, type CheckpointCircumstances, type CheckpointDecided } from "./who.ts";

/** An abort trigger is NO-GO at once, recorded with its cause (MKD-6). Either side may pull it. */
export function decideAbort(
  state: CheckpointState,
  pack: CheckpointPack,
  input: { trigger: string; cause: string },
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const speaker = asOpenSpeaker(state, pack, circumstances);
  if (!speaker.ok) return speaker;
  const trigger = pack.aborts.find(({ id }) => id === input.trigger);
  if (trigger === undefined)
    return refuse("invalid", pack.cites.abort, `"${input.trigger}" is no abort trigger of this checkpoint.`);
  const facts = { trigger: trigger.id, rule: trigger.rule ?? pack.cites.abort };
  return accept([{ type: "AbortTriggered", facts, text: { cause: input.cause } }]);
}

export type Observed = {
  values: Record<string, string | null>;
  source: ObservationSource;
  /** Of a pipeline: by which it speaks, and what it read that is not locked. */
  token?: string;
  unknown?: string[];
};

/** What was seen of the locked values: any difference is NO-GO by the console itself, with its cause (MKD-1). */
export function decideObservation(
  state: CheckpointState,
  pack: CheckpointPack,
  { values, source, token, unknown = [] }: Observed,
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  if (source !== "approved-baseline") {
    const speaker = asOpenSpeaker(state, pack, circumstances);
    if (!speaker.ok) return speaker;
  }
  if (state.closed !== null) return accept([]);
  const seen = Object.entries(values).filter(([name]) => Object.hasOwn(state.locked, name));
  if (seen.length === 0 || unknown.length > 0)
    return refuse(
      "invalid",
      pack.cites.lock,
      `Expected what is seen of the locked values: ${Object.keys(state.locked).join(", ")}.`,
    );
  const moved = seen.filter(([name, value]) => value !== state.locked[name]);
  if (moved.length === 0 && source === "approved-baseline") return accept([]);
  const titles = moved.map(([name, value]) => {
    const title = pack.baseline.find((one) => one.name === name)?.title ?? name;
    return `${title}: ${state.locked[name]} became ${value ?? "nothing"}`;
  });
  const cause = titles.length === 0 ? "Every value is as it was locked." : `NO-GO. ${titles.join("; ")}.`;
  const by = token === undefined ? {} : { token };
  const facts = { values: Object.fromEntries(seen), source, moved: moved.map(([name]) => name), ...by };
  const byConsole = { actor: { kind: "console" as const, id: "baseline-watch" } };
  return accept([
    {
      type: "BaselineObserved",
      facts,
      text: { cause },
      ...(source === "approved-baseline" && byConsole),
    },
  ]);
}

/** Closes a checkpoint with what it came to: computed here and nowhere entered. */
export function decideClosing(
  state: CheckpointState,
  pack: CheckpointPack,
  input: { reason: string },
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const speaker = asOpenSpeaker(state, pack, circumstances);
  if (!speaker.ok) return speaker;
  const outcomes = outcomesOf(state, pack, circumstances.around).map(({ question, go, because }) => ({
    question,
    go,
    because: because.map(({ rule, title }) => (rule === null ? title : `${rule}: ${title}`)),
  }));
  const facts = { outcomes, decidedAt: decidedAt(state, pack) };
  return accept([{ type: "CheckpointClosed", facts, text: { reason: input.reason } }]);
}
