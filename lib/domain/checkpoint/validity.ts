import { outcomeOf } from "./outcome.ts";
import type { CheckpointPack } from "./pack.ts";
import type { CheckpointSurroundings } from "./standing.ts";
import type { CheckpointState, Sealing } from "./state.ts";

const longestMs = 24 * 3_600_000;

/** When both sides are reminded that a GO runs out: in the last quarter of its time, and at most a day ahead. */
export function endReminderAt({ at, validUntil }: Pick<Sealing, "at" | "validUntil">): string | null {
  if (validUntil === null) return null;
  const end = Date.parse(validUntil);
  return new Date(end - Math.min(longestMs, (end - Date.parse(at)) / 4)).toISOString();
}

/** The GO that an entry sealed, while it stands and its end is still to come (MKD-8.8). */
export function runningOut(
  state: CheckpointState,
  pack: CheckpointPack,
  seq: number,
  around: CheckpointSurroundings,
): (Sealing & { validUntil: string }) | null {
  const sealing = state.sealings.find((one) => one.seq === seq);
  const question = pack.questions.find(({ id }) => id === sealing?.question);
  if (sealing?.validUntil == null || question === undefined || state.closed !== null) return null;
  const { validUntil } = sealing;
  return outcomeOf(question, state, pack, around).go ? { ...sealing, validUntil } : null;
}
