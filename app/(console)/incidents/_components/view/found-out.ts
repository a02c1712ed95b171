import { utcText } from "#components/ui/time-text.ts";
import { checkNow, isMeasureNormal } from "#lib/domain/gate/found-out.ts";
import { isPlayOffered, type Surroundings } from "#lib/domain/gate/holds.ts";
import { outranking } from "#lib/domain/incident/decide/play.ts";
import type { FactValue } from "#lib/domain/incident/events/shapes.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { FactKind } from "#lib/domain/protocol/parts/situation.ts";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import { entryAt } from "../live/entry-at.ts";

/** The browser knows this incident alone; the server asks again with everything around it. */
export const alone: Surroundings = { otherCriticalIncidents: 0 };

const spell = (value: FactValue, kind: FactKind): string =>
  typeof value === "string"
    ? kind === "instant"
      ? `${utcText(value, "both")} UTC`
      : value
    : [value.tag, value.sha.slice(0, 8)].filter((one) => one !== "").join(" ");

export type FactLine = { name: string; title: string; rule: string | undefined; said: string | null };

/** The words of an entry that recorded a fact; its number where they were redacted or are for another party. */
function wordsOf(seq: number, entries: readonly RoomEntry[]): string {
  const text = entryAt(entries, seq)?.text;
  return text != null && "words" in text ? text.words : `entry ${seq}`;
}

/** What triage asks, and what is known of it. */
export const factLines = (
  state: IncidentState,
  pack: ProtocolPack,
  entries: readonly RoomEntry[],
): FactLine[] =>
  Object.entries(pack.facts)
    .filter(([, fact]) => fact.asked === "triage")
    .map(([name, { title, rule, kind }]) => {
      const value = state.values[name];
      const entry = state.given[name];
      const known = value === undefined ? wordsOf(entry ?? 0, entries) : spell(value, kind);
      const said = entry === undefined ? null : known;
      return { name, title, rule, said };
    });

export type PlayLine = {
  name: string;
  title: string;
  rule: string | undefined;
  state: "chosen" | "offered" | "waits";
};

/** The plays that are open now or were chosen; the others are for other situations. */
export const playLines = (state: IncidentState, pack: ProtocolPack): PlayLine[] =>
  Object.entries(pack.plays).flatMap(([name, { title, rule }]): PlayLine[] => {
    const line = { name, title, rule };
    if (state.plays.some(({ play }) => play === name)) return [{ ...line, state: "chosen" }];
    if (!isPlayOffered(name, state, pack, alone)) return [];
    const waits = outranking(name, state, pack, alone).length > 0;
    return [{ ...line, state: waits ? "waits" : "offered" }];
  });

export type CheckLine = {
  name: string;
  title: string;
  rule: string | undefined;
  state: "open" | "green" | "red" | "blocker";
  value: string | null;
  baseline: string | null;
};

/** Every check with its outcome, and a value beside what was normal before. */
export const checkLines = (state: IncidentState, pack: ProtocolPack): CheckLine[] =>
  Object.entries(pack.checks).map(([name, check]) => {
    const seen = checkNow(state, name);
    const normal = state.baselines[name];
    const unit = check.unit === undefined ? "" : ` ${check.unit}`;
    const isGreen = check.kind === "measure" ? isMeasureNormal(state, pack, name) : seen?.passed === true;
    const outcome = isGreen ? "green" : state.blockers[name] !== undefined ? "blocker" : "red";
    return {
      name,
      title: check.title,
      rule: check.rule,
      state: seen === undefined && state.blockers[name] === undefined ? "open" : outcome,
      value: seen?.value == null ? null : `${seen.value}${unit}`,
      baseline:
        normal === undefined
          ? check.atMost === undefined
            ? null
            : `at most ${check.atMost}${unit}`
          : `before ${normal.value}${unit} + ${normal.tolerancePercent} %`,
    };
  });
