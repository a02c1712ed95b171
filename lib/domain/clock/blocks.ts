import type { ClockState, IncidentState } from "../incident/state.ts";
import { utc } from "../notice/values.ts";
import { listed } from "../protocol/condition-words.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { BlockedAct } from "../protocol/parts/time.ts";
import { type Blocker, type Outcome, refuse } from "../refusal.ts";
import { isPastDue } from "./due.ts";
import { isOwed } from "./firing.ts";

const words: Record<BlockedAct, string> = {
  close: "closing",
  unfreeze: "lifting the freezes",
  "propose-decision": "proposing a decision",
  "start-rollback": "starting a rollback",
  "schedule-rollback": "scheduling a rollback",
  "publish-status": "publishing a status",
  "lower-severity": "lowering the severity",
};

/** The acts that a clock holds up, as they are read after "no". */
export const blockedWords = (acts: readonly BlockedAct[]): string =>
  listed(
    acts.map((act) => words[act]),
    "or",
  );

/** A clock's own words for what it holds up while it is late; empty where it holds up nothing. */
export const untilMet = (blocks: readonly BlockedAct[] = []): string =>
  blocks.length === 0 ? "" : `Until it is met there is no ${blockedWords(blocks)}.`;

/** The clocks past due that hold an act up, each with the rule that it carries; without `now` those whose breach is recorded. */
export function heldUpBy(act: BlockedAct, state: IncidentState, pack: ProtocolPack, now?: string): Blocker[] {
  const isMissed = (clock: ClockState) =>
    isOwed(clock) && (clock.status === "breached" || (now !== undefined && isPastDue(clock, now)));
  return state.clocks
    .filter((clock) => isMissed(clock) && (pack.clocks[clock.clock]?.blocks?.includes(act) ?? false))
    .map((clock) => ({
      rule: clock.rule,
      message: `Past due since ${utc(clock.dueAt)} and still owed: ${pack.clocks[clock.clock]?.title ?? clock.clock}. Until it is met there is no ${words[act]}.`,
    }));
}

/** The refusal of an act that an obligation past due holds up; null where nothing does. */
export function heldUp(
  act: BlockedAct,
  state: IncidentState,
  pack: ProtocolPack,
  now: string,
): (Outcome<never> & { ok: false }) | null {
  const blockers = heldUpBy(act, state, pack, now);
  const first = blockers[0];
  return first === undefined ? null : refuse("rule", first.rule, first.message, blockers);
}
