import type { ClockView } from "#components/incident/clock-face.ts";
import { utcMinute, utcSecond } from "#components/ui/time-text.ts";
import { isOwed, rungAt } from "#lib/domain/clock/firing.ts";
import { dueMinutes } from "#lib/domain/clock/start.ts";
import { holds } from "#lib/domain/gate/holds.ts";
import type { ClockState, IncidentState } from "#lib/domain/incident/state.ts";
import type { Owner } from "#lib/domain/protocol/parts/shared.ts";
import { type Lexicon, listed } from "../sentence/lexicon.ts";

export const ownerWords = (owner: Owner, names: Lexicon): string =>
  "role" in owner ? names.role(owner.role) : listed(owner.parties.map(names.party));

/** Which channels accepted the notice that met it and when; else which entry did. */
function receiptOf(clock: ClockState, state: IncidentState): string | undefined {
  if (clock.metAt === null) return undefined;
  const notice = state.notices.find((one) => one.acceptedAt === clock.metAt);
  const entry = `entry ${clock.metBySeq ?? "?"}, ${utcSecond(clock.metAt)} UTC`;
  if (notice === undefined) return `by ${entry}`;
  const accepted = notice.deliveries.filter((delivery) => delivery.status === "accepted");
  const channels = [...new Set(accepted.map((delivery) => delivery.channel))].sort();
  return channels.length === 0 ? `by ${entry}` : `${listed(channels)} accepted ${utcSecond(clock.metAt)} UTC`;
}

const minuteOf = (instant: string) => `${utcMinute(instant)} UTC`;

/** What a glance at its card must tell, the newest word last. */
function marksOf(clock: ClockState, state: IncidentState, names: Lexicon): string[] {
  const last = clock.moves.at(-1);
  const reminder = clock.reminders.at(-1);
  return [
    last === undefined ? "" : `Moved from ${minuteOf(last.from)} to ${minuteOf(last.to)}`,
    reminder === undefined ? "" : `Reminded ${minuteOf(reminder.at)}`,
    clock.holding?.because === "sent" ? `Holding notice sent ${minuteOf(clock.holding.at)}, by itself` : "",
    rungsOf(clock, state, names)
      .map(({ role, at, isTold }) => `${role} ${isTold ? "told" : "next,"} ${minuteOf(at)}`)
      .join(" · "),
    explanationMark(clock, names),
  ].filter((words) => words !== "");
}

const explanationMark = ({ status, explained }: ClockState, names: Lexicon): string => {
  if (explained !== null) return `Explained by ${names.person(explained.by)}`;
  return status === "breached" && asksExplanation(names.pack) ? "Not explained yet" : "";
};

/** Whether the protocol keeps an incident open until its missed deadlines are explained. */
export const asksExplanation = ({ exit }: Lexicon["pack"]): boolean =>
  exit.some(({ condition }) => condition.is === "breaches-explained");

export type Rung = { role: string; at: string; isTold: boolean };

/** Who was told of the breach and when; and who is next, where it is still owed. */
export function rungsOf(clock: ClockState, state: IncidentState, names: Lexicon): Rung[] {
  const told = clock.rungs.map(({ role, at }) => ({ role: names.role(role), at, isTold: true }));
  const escalation = names.pack.escalations[names.pack.clocks[clock.clock]?.onBreach ?? ""];
  const next = escalation?.path[told.length];
  if (clock.status !== "breached" || !isOwed(clock) || next === undefined || escalation === undefined)
    return told;
  const at = rungAt(clock, told.length, escalation.eachMinutes, state.clockFactor);
  return [...told, { role: names.role(next), at, isTold: false }];
}

/** The address in a card's id. */
export function clockAddress(id: string): { clock: string; occurrence: number } {
  const [clock = "", occurrence = "1"] = id.split("#");
  return { clock, occurrence: Number(occurrence) };
}

function startedView(clock: ClockState, state: IncidentState, names: Lexicon): ClockView {
  const described = names.pack.clocks[clock.clock];
  return {
    id: `${clock.clock}#${clock.occurrence}`,
    title: `${names.clock(clock.clock)}${clock.occurrence > 1 ? ` · ${clock.occurrence}` : ""}`,
    owner: described === undefined ? "" : ownerWords(described.owner, names),
    state: clock.status,
    totalSeconds: (Date.parse(clock.dueAt) - Date.parse(clock.startedAt)) / 1000,
    startedAt: clock.startedAt,
    dueAt: clock.dueAt,
    atRiskAt: clock.atRiskAt,
    metAt: clock.metAt ?? undefined,
    releasedAt: clock.releasedAt ?? undefined,
    receipt: receiptOf(clock, state),
    pausedAt: clock.paused?.at,
    marks: marksOf(clock, state, names),
    ...(clock.rule === null ? {} : { rule: { id: clock.rule } }),
  };
}

const starts = {
  RollbackStarted: "from rollback started",
  RollbackExecuted: "from rollback executed",
} as const;

/** Clocks that will start with the rollback, so that nobody is surprised by them. */
function comingViews(state: IncidentState, names: Lexicon): ClockView[] {
  if (state.status === "closed") return [];
  return Object.entries(names.pack.clocks).flatMap(([id, clock]) => {
    const isKnown = state.clocks.some((one) => one.clock === id);
    if (isKnown || (clock.startsAt !== "RollbackStarted" && clock.startsAt !== "RollbackExecuted")) return [];
    if (!clock.when.every((one) => holds(one, state, names.pack, { otherCriticalIncidents: 0 }))) return [];
    return [
      {
        id: `${id}#0`,
        title: clock.title,
        owner: ownerWords(clock.owner, names),
        state: "idle" as const,
        totalSeconds: ((dueMinutes(clock, state.severity) ?? 0) * 60) / state.clockFactor,
        startsWith: starts[clock.startsAt],
        ...(clock.rule === undefined ? {} : { rule: { id: clock.rule } }),
      },
    ];
  });
}

export const clockViews = (state: IncidentState, names: Lexicon): ClockView[] => [
  ...state.clocks.map((clock) => startedView(clock, state, names)),
  ...comingViews(state, names),
];
