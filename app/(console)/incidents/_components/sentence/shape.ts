import type { EntryView } from "#components/incident/timeline-entry.ts";
import { utcDate, utcMinute, utcSecond } from "#components/ui/time-text.ts";
import type { EventType, LoggedEvent, TextOf } from "#lib/domain/incident/events/index.ts";
import type { Lexicon } from "./lexicon.ts";

/** What an entry says, without who, when and its place in the log. */
export type Sentence = Pick<
  EntryView,
  "kind" | "what" | "note" | "isKey" | "rule" | "exit" | "digest" | "output"
>;

/** `text` is null where the words were redacted or are for another party alone. */
export type Say<T extends EventType> = (
  event: LoggedEvent<T>,
  text: TextOf<T> | null,
  names: Lexicon,
) => Sentence;

export type Sayings<T extends EventType> = { [K in T]: Say<K> };

export const ruleOf = (rule: string | null | undefined) => (rule ? { rule: { id: rule } } : {});

/** An instant as it is read beside another: without the day where that is the same. */
export const at = (instant: string, from: string): string =>
  `${utcDate(instant) === utcDate(from) ? "" : `${utcDate(instant)}, `}${utcMinute(instant)} UTC`;

/** The same of one of two instants: with its seconds where the minute would not tell them apart. */
export const apart = (instant: string, other: string, from: string): string =>
  utcMinute(instant) === utcMinute(other) && instant !== other
    ? `${utcSecond(instant)} UTC`
    : at(instant, from);

/** Words that people wrote, as a note below the sentence; nothing where there are none. */
export const noteOf = (words: string | null | undefined) => (words?.trim() ? { note: words } : {});
