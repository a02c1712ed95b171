import { asConsole } from "../../authority/who.ts";
import { accept, refuse } from "../../refusal.ts";
import type { NewCheckpointEvent, ObservationSource } from "../events.ts";
import { outcomesOf } from "../outcome.ts";
import type { CheckpointPack } from "../pack.ts";
import { decidedAt } from "../record.ts";
import { endedBy, type Hindrance } from "../standing.ts";
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
  /** Of a probe: what it asked for and got no answer about, and why. That proves no move. */
  unread?: Record<string, string>;
};

/**
 * What was seen of the locked values: any difference is NO-GO by the console itself, with its cause (MKD-1). After the
 * end only a value that had not moved yet is news; else readings would go on into a log that decides nothing more.
 */
export function decideObservation(
  state: CheckpointState,
  pack: CheckpointPack,
  { values, source, token, unknown = [], unread = {} }: Observed,
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const refused = whyNotTold(state, pack, source, circumstances);
  if (refused !== null) return refused;
  if (state.closed !== null) return accept([]);
  const seen = Object.entries(values).filter(([name]) => Object.hasOwn(state.locked, name));
  const missed = Object.entries(unread).filter(([name]) => Object.hasOwn(state.locked, name));
  // An administrator's probes are for every checkpoint on the service, whatever each of them locks.
  if (source === "probe" && seen.length + missed.length === 0) return accept([]);
  if (seen.length + missed.length === 0 || unknown.length > 0)
    return refuse(
      "invalid",
      pack.cites.lock,
      `Expected what is seen of the locked values: ${Object.keys(state.locked).join(", ")}.`,
    );
  const moved = seen.filter(([name, value]) => value !== state.locked[name]).map(([name]) => name);
  if (moved.every((name) => state.moved?.names.includes(name))) {
    const [ended] = endedBy(state, pack);
    if (source === "approved-baseline" || (source === "probe" && ended !== undefined)) return accept([]);
    if (ended !== undefined) return refuse("conflict", pack.cites.lock, endedWords(state, ended));
  }
  const by = {
    ...(token === undefined ? {} : { token }),
    ...(missed.length === 0 ? {} : { unread: Object.fromEntries(missed) }),
  };
  const facts = { values: Object.fromEntries(seen), source, moved, ...by };
  const cause = causeOf(state, pack, facts);
  const byConsole = { actor: { kind: "console" as const, id: "baseline-watch" } };
  const told = source === "approved-baseline" && byConsole;
  return accept([{ type: "BaselineObserved", facts, text: { cause }, ...told }]);
}

/** A person or their pipeline speaks for a side; what the console sees of itself, it alone says. */
function whyNotTold(
  state: CheckpointState,
  pack: CheckpointPack,
  source: ObservationSource,
  circumstances: CheckpointCircumstances,
): (CheckpointDecided & { ok: false }) | null {
  if (source === "approved-baseline") return null;
  const speaker =
    source === "probe" ? asConsole(circumstances.actor) : asOpenSpeaker(state, pack, circumstances);
  return speaker.ok ? null : speaker;
}

const endedWords = ({ reference }: CheckpointState, { title }: Hindrance): string =>
  `${reference} has ended, so its readings are recorded no more: ${title}. Another attempt is a new checkpoint.`;

type Facts = NewCheckpointEvent<"BaselineObserved">["facts"];

function causeOf(
  state: CheckpointState,
  pack: CheckpointPack,
  { values, moved, unread = {} }: Facts,
): string {
  const titleOf = (name: string) => pack.baseline.find((one) => one.name === name)?.title ?? name;
  const moves = moved.map(
    (name) => `${titleOf(name)}: ${state.locked[name]} became ${values[name] ?? "nothing"}`,
  );
  const missed = Object.entries(unread).map(([name, why]) => `${titleOf(name)} was not read: ${why}`);
  const seen = Object.keys(values).length === 0 ? [] : ["What was read is as it was locked."];
  return [...(moves.length > 0 ? [`NO-GO. ${moves.join("; ")}.`] : seen), ...missed].join(" ");
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
