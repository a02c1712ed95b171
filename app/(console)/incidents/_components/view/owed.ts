import type { Owed, OwedAction } from "#components/incident/owed-list.tsx";
import type { OwedByOther } from "#components/incident/people-lists.tsx";
import { utcDate, utcMinute } from "#components/ui/time-text.ts";
import type { Tone } from "#components/ui/tone.ts";
import { untilMet } from "#lib/domain/clock/blocks.ts";
import type { Obligation, ObligationAct } from "#lib/domain/incident/obligation.ts";
import { isMine, obligations, type Viewer } from "#lib/domain/incident/obligations.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { type Lexicon, listed } from "../sentence/lexicon.ts";
import { actLabel, type PressedAct } from "./acts.ts";

export type OwedViews = { mine: Owed[]; others: OwedByOther[] };

function toneOf(one: Obligation, state: IncidentState): Tone {
  if (one.act.kind === "rule-on-step") return "breach";
  // What a clock asks in parts carries its name, and a part's number.
  const [id] = one.id.split("/");
  const clock = state.clocks.find((running) => `clock:${running.clock}#${running.occurrence}` === id);
  if (clock?.status === "breached") return "breach";
  return clock?.status === "at-risk" ? "risk" : "run";
}

/** What a clock past due holds up for everybody. */
function heldUp({ id }: Obligation, { pack }: Lexicon): string {
  const [, name = ""] = /^clock:([^#]+)#/.exec(id) ?? [];
  return untilMet(pack.clocks[name]?.blocks);
}

/** A clock is told by its deadline; what has none by its reason; what is on its way by when it was sent. */
function detailOf(one: Obligation, state: IncidentState, names: Lexicon): string {
  if (one.act.kind === "await-receipt")
    return `Sent at ${utcMinute(one.act.sentAt)} UTC and on its way: this ends once everybody's has been accepted, and asks again if one fails.`;
  if (one.dueAt === null || !/^(clock|task):/.test(one.id)) return one.why;
  const due = `${utcDate(one.dueAt) === utcDate(state.declaredAt) ? "" : `${utcDate(one.dueAt)}, `}${utcMinute(one.dueAt)} UTC`;
  return toneOf(one, state) === "breach"
    ? `Was due ${due}. It is owed all the same. ${heldUp(one, names)}`.trim()
    : `Due ${due}.${one.id.startsWith("task:") ? ` ${one.why}` : ""}`;
}

function mineView(
  one: Obligation,
  state: IncidentState,
  names: Lexicon,
  onAct: (act: ObligationAct) => void,
): Owed {
  return {
    id: one.id,
    title: one.title,
    detail: detailOf(one, state, names),
    tone: toneOf(one, state),
    dueAt: one.dueAt ?? undefined,
    ...(one.rule === null ? {} : { rule: { id: one.rule } }),
    action: one.act.kind === "await-receipt" ? undefined : actionOf(one.act, names, onAct),
  };
}

function actionOf(act: PressedAct, names: Lexicon, onAct: (act: ObligationAct) => void): OwedAction {
  const label = actLabel(act, names);
  return act.kind === "answer-decision"
    ? { kind: "link", label, href: `/decisions/${act.decision}` }
    : { kind: "button", label, onPress: () => onAct(act) };
}

function whoOwes({ owner }: Obligation, state: IncidentState, names: Lexicon): string {
  if ("person" in owner) return names.person(owner.person);
  if ("parties" in owner) return listed(owner.parties.map(names.party));
  const holders = state.participants.filter((one) => one.roles.includes(owner.role));
  const role = names.role(owner.role);
  return holders.length === 0
    ? `${role}: nobody yet`
    : `${role}: ${listed(holders.map((one) => names.person(one.person)))}`;
}

/** The one person who owes it, where it is one. */
function onlyOneOwing({ owner }: Obligation, state: IncidentState, names: Lexicon): string | undefined {
  if ("person" in owner) return names.person(owner.person);
  if ("parties" in owner) return undefined;
  const [first, ...more] = state.participants.filter((one) => one.roles.includes(owner.role));
  return first === undefined || more.length > 0 ? undefined : names.person(first.person);
}

/** Several promises may wait at once and bear one name: then each says when it was made. */
function toldApart(one: Obligation, among: readonly Obligation[], { clocks }: IncidentState): string {
  const promised = clocks.find(
    ({ clock, occurrence, audiences }) => audiences.length > 0 && `clock:${clock}#${occurrence}` === one.id,
  );
  const isAlone = among.filter(({ title }) => title === one.title).length === 1;
  if (promised === undefined || isAlone) return one.title;
  return `${one.title}, promised at ${utcMinute(promised.startedAt)} UTC`;
}

/** What this person owes, each with its one action, and what others owe. */
export function owedViews(
  state: IncidentState,
  names: Lexicon,
  viewer: Viewer,
  onAct: (act: ObligationAct) => void,
  speak: (words: string) => string,
): OwedViews {
  const all = obligations(state, names.pack).map((one) => ({ ...one, title: speak(one.title) }));
  const mine = all.filter((one) => isMine(one, viewer));
  const others = all.filter((one) => !isMine(one, viewer));
  return {
    mine: mine.map((one) => mineView(one, state, names, onAct)),
    others: others.map((one) => ({
      id: one.id,
      who: whoOwes(one, state, names),
      person: onlyOneOwing(one, state, names),
      title: toldApart(one, others, state),
      dueAt: one.dueAt ?? undefined,
      tone: toneOf(one, state),
    })),
  };
}
