import { Instant } from "../incident/events/shapes.ts";
import type { IncidentState } from "../incident/state.ts";
import { utc } from "../notice/values.ts";
import { own } from "../protocol/own.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { Blocker } from "../refusal.ts";

type Target = ProtocolPack["targets"][string];
type Confirmed = Pick<IncidentState, "targets"> & Partial<Pick<IncidentState, "baseline">>;

/** Why a value cannot be what a rollback goes back to; null where it can (PT-5, SM-6.3, WP-4). */
export function whyNoTarget(
  target: Target,
  value: string,
  { pack, state, now }: { pack: ProtocolPack; state: Confirmed; now: string },
): string | null {
  switch (target.kind) {
    case "text":
    case "pin":
      return value === "" ? `"${target.title}" is missing.` : whyAnother(target, value, state);
    case "instant":
      if (!Instant.safeParse(value).success)
        return `"${target.title}" is a time in UTC such as 2026-11-21T02:41:00.000Z; "${value}" is not.`;
      return target.past === true && Date.parse(value) >= Date.parse(now)
        ? `"${target.title}" has to lie before now, ${utc(now)}; ${utc(value)} does not.`
        : null;
    case "minutes":
      if (!/^[1-9]\d{0,4}$/.test(value))
        return `"${target.title}" is a whole number of minutes from 1 to 99999; "${value}" is not.`;
      return whyTooFew(target, Number(value), { pack, state, now });
  }
}

/** What is confirmed is what runs: a plan goes back to the approved baseline, so another value would only be said (PT-5, WP-4). */
function whyAnother({ title, equals }: Target, value: string, { baseline = {} }: Confirmed): string | null {
  const approved = equals === undefined ? undefined : own(baseline, equals);
  return approved === undefined || approved === value
    ? null
    : `"${title}" is "${approved}" in the approved baseline (${equals}), and the plan goes back to that; "${value}" is another. Confirm "${approved}".`;
}

/** What is confirmed must cover all that will be lost; between the confirmation and the start that grows. */
function whyTooFew(
  { title, since }: Target,
  minutes: number,
  { pack, state, now }: { pack: ProtocolPack; state: Confirmed; now: string },
): string | null {
  const moment = since === undefined ? undefined : own(state.targets, since)?.value;
  if (since === undefined || moment === undefined) return null;
  const least = minutesSince(moment, now);
  return minutes >= least
    ? null
    : `"${title}" says ${minutes}, and from "${own(pack.targets, since)?.title ?? since}" (${utc(moment)}) until now it is ${least}. Confirm at least ${least}.`;
}

/** Minutes that have begun since then. */
export const minutesSince = (moment: string, now: string): number =>
  Math.max(1, Math.ceil((Date.parse(now) - Date.parse(moment)) / 60_000));

/** Confirmed targets of a plan that no longer hold when it is to start: time has gone on since. */
export const outdatedTargets = (
  plan: string,
  { pack, state, now }: { pack: ProtocolPack; state: Confirmed; now: string },
): Blocker[] =>
  (own(pack.plans, plan)?.needs ?? []).flatMap(({ condition }) => {
    if (condition.is !== "target-confirmed") return [];
    const target = own(pack.targets, condition.target);
    const confirmed = own(state.targets, condition.target);
    if (target === undefined || confirmed === undefined) return [];
    const message = whyNoTarget(target, confirmed.value, { pack, state, now });
    return message === null ? [] : [{ rule: target.rule ?? null, message }];
  });
