import type { EntryView } from "#components/incident/timeline-entry.ts";
import type { EventType } from "#lib/domain/incident/events/index.ts";
import { holdsWords } from "#lib/domain/record/holds-words.ts";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import { entryAt } from "../live/entry-at.ts";
import type { PendingNote, RoomLog } from "../live/room-log.ts";
import { entrySentence } from "../sentence/entry-sentence.ts";
import type { Lexicon } from "../sentence/lexicon.ts";
import type { Sentence } from "../sentence/shape.ts";
import { acceptedWords, failedCount } from "./notice.ts";

/** What the console notes by itself at every turn: in the log for good, in sight when asked for. */
const routine: ReadonlySet<EventType> = new Set<EventType>([
  "ClockStarted",
  "DeliveryAccepted",
  "StepStarted",
  "PhaseEntered",
  "ApprovalRequested",
]);

const rolesOf = (log: RoomLog, person: string, names: Lexicon) =>
  log.state.participants
    .find((one) => one.person === person)
    ?.roles.map(names.role)
    .join(", ");

function actorOf({ event }: RoomEntry, log: RoomLog, names: Lexicon): EntryView["actor"] {
  if (event.actor.kind === "console") return undefined;
  return { name: names.person(event.actor.id), role: rolesOf(log, event.actor.id, names) };
}

const aloneFor = ({ audience }: RoomEntry, names: Lexicon): string | undefined =>
  audience === "room" ? undefined : names.party(audience.slice("party:".length));

const corrected = ({ event }: RoomEntry, log: RoomLog): RoomEntry | undefined =>
  event.type === "EntryCorrected" ? entryAt(log.entries, event.facts.corrects) : undefined;

function correctionOf(entry: RoomEntry, log: RoomLog, names: Lexicon): Pick<EntryView, "corrects"> {
  const old = corrected(entry, log);
  if (old === undefined || old.isRedacted) return {};
  const was = entrySentence(old.event, old.text, names).what;
  return { corrects: { sequence: old.event.seq, was } };
}

/** How much of a notice has arrived by now: its receipts are entries of their own, out of sight as routine. */
function arrivalOf({ event }: RoomEntry, log: RoomLog): string | null {
  if (event.type !== "NoticeSent") return null;
  const notice = log.state.notices.find((one) => one.seq === event.seq);
  if (notice === undefined) return null;
  const failed = failedCount(notice);
  return `${acceptedWords(notice)}${failed === 0 ? "" : `, ${failed} failed`}.`;
}

/** What a receipt or a passed call is about: the log names it by ids alone. */
function aboutOf({ event }: RoomEntry, { state }: RoomLog, names: Lexicon): string | null {
  if (event.type === "CallPassed") {
    // Who declines says it themselves: their name stands before it already.
    if (event.facts.because === "declined") return null;
    const call = state.calls.find((one) => one.call === event.facts.call);
    return call === undefined ? null : names.person(call.person);
  }
  if (!["DeliveryAccepted", "DeliveryFailed", "DeliveryRetried"].includes(event.type)) return null;
  const { notice: id, delivery } = event.facts as { notice: string; delivery: string };
  const notice = state.notices.find((one) => one.notice === id);
  const to = notice?.deliveries.find((one) => one.id === delivery);
  if (notice === undefined || to === undefined) return null;
  const title = names.pack.notices[notice.template]?.title ?? notice.template;
  return `${title} to ${to.person === null ? names.channel(to.endpoint ?? "") : names.person(to.person)}`;
}

/** A failure is shown when it first comes and when it is for good; the tries between are routine. */
const isRoutine = ({ event }: RoomEntry): boolean =>
  routine.has(event.type) ||
  (event.type === "DeliveryFailed" && !event.facts.permanent && event.facts.attempt > 1);

type Made = { view: EntryView; names: Lexicon; from: readonly unknown[] };

/** Views by their entry: one that arrives must not draw ten thousand others again. */
const made = new WeakMap<RoomEntry, Made>();

function entryView(entry: RoomEntry, log: RoomLog, names: Lexicon): EntryView {
  // The corrected entry too: its words must leave the correction that repeats them when they are redacted.
  const from = [
    log.state.participants,
    log.state.corrected[entry.event.seq],
    arrivalOf(entry, log),
    corrected(entry, log),
    aboutOf(entry, log, names),
  ];
  const known = made.get(entry);
  if (known?.names === names && known.from.every((one, index) => one === from[index])) return known.view;
  const view = freshView(entry, log, names);
  made.set(entry, { view, names, from });
  return view;
}

function sentenceOf(entry: RoomEntry, log: RoomLog, names: Lexicon): Sentence {
  const sentence = entrySentence(entry.event, entry.text, names);
  const about = aboutOf(entry, log, names);
  const arrival = arrivalOf(entry, log);
  return {
    ...sentence,
    ...(about === null ? {} : { what: `${about}: ${sentence.what}` }),
    ...(arrival === null ? {} : { note: `${sentence.note ?? ""}\n${arrival}` }),
  };
}

function freshView(entry: RoomEntry, log: RoomLog, names: Lexicon): EntryView {
  const { event } = entry;
  const correction = log.state.corrected[event.seq];
  return {
    ...sentenceOf(entry, log, names),
    ...correctionOf(entry, log, names),
    id: String(event.seq),
    sequence: event.seq,
    actor: actorOf(entry, log, names),
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    isRedacted: entry.isRedacted,
    // Words that are for one party alone do not come to the others: there may be some.
    isWordless: entry.text !== null && !holdsWords(entry.text),
    isRoutine: isRoutine(entry),
    aloneFor: aloneFor(entry, names),
    ...(correction === undefined ? {} : { correctedBy: { sequence: correction } }),
  };
}

const noteWords = { note: "noted", observation: "saw", decision: "decided" } as const;

const pendingView = (note: PendingNote, index: number, viewer: string): EntryView => ({
  id: note.key,
  sequence: Number.MAX_SAFE_INTEGER - 1_000 + index,
  kind: note.kind === "decision" ? "decision" : "note",
  actor: { name: viewer },
  what: `${noteWords[note.kind]}: ${note.body}`,
  occurredAt: note.at,
  recordedAt: note.at,
  isPending: true,
});

/** The log as the timeline shows it, with what this person has just sent. */
export function entryViews(log: RoomLog, names: Lexicon, viewer: string): EntryView[] {
  return [
    ...log.entries.map((entry) => entryView(entry, log, names)),
    ...log.pending.map((note, index) => pendingView(note, index, viewer)),
  ];
}
