"use client";

import { clsx } from "clsx";
import { EyeOff } from "lucide-react";
import type { ReactNode } from "react";
import { Digest } from "#components/ui/digest.tsx";
import { Time } from "#components/ui/time.tsx";
import { elapsedText, utcSecond } from "#components/ui/time-text.ts";
import { visibleWords } from "#components/ui/visible-words.ts";
import { EntryIcon } from "./entry-icon.tsx";
import { RuleLink } from "./rule-link.tsx";
import { type EntryView, entryKindWords } from "./timeline-entry.ts";

const noticeablyLateMs = 60_000;

function wasRecordedLater(entry: EntryView): boolean {
  return Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt) >= noticeablyLateMs;
}

/** One entry: when, what kind, who, what. */
export function TimelineRow({ entry, actions }: { entry: EntryView; actions?: ReactNode | undefined }) {
  return (
    <div
      className={clsx(
        "group/row relative grid grid-cols-[62px_18px_minmax(0,1fr)] gap-x-2.5 border-line border-b py-2",
        entry.isPending && "text-soft",
      )}
    >
      <Time value={entry.occurredAt} show="seconds" hasZone={false} className="pt-px text-faint text-s" />
      <EntryIcon kind={entry.kind} className="mt-0.5" />
      <div className={clsx("min-w-0", actions && "pointer-coarse:pr-9")}>
        <Sentence entry={entry} />
        <Details entry={entry} />
      </div>
      {actions ? (
        <div className="absolute top-1 right-0 rounded-m bg-ground opacity-0 focus-within:opacity-100 group-hover/row:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
          {actions}
        </div>
      ) : null}
    </div>
  );
}

function Sentence({ entry }: { entry: EntryView }) {
  const Text = entry.correctedBy && !entry.isRedacted ? "del" : "span";
  return (
    <p
      className={clsx(
        "whitespace-pre-line",
        entry.isKey && "font-semibold",
        entry.correctedBy && "text-faint",
      )}
    >
      <span className="sr-only">{entryKindWords[entry.kind]}: </span>
      {entry.actor ? (
        <b className="font-semibold" title={entry.actor.role}>
          {entry.actor.name}{" "}
        </b>
      ) : null}
      <Text>
        {entry.isRedacted
          ? "redacted: the words are removed, the entry and its place in the chain stay"
          : visibleWords(entry.what)}
      </Text>
      {entry.aloneFor ? (
        <span className="ml-2 inline-flex items-center gap-1 text-s text-soft">
          <EyeOff aria-hidden className="size-3" /> {entry.aloneFor} alone
        </span>
      ) : null}
      <Exit exit={entry.exit} />
      {entry.digest ? <Digest value={entry.digest} what="sha256" className="ml-2 text-faint text-s" /> : null}
      {entry.rule ? <RuleLink rule={entry.rule} className="ml-2" /> : null}
    </p>
  );
}

function Exit({ exit }: { exit: EntryView["exit"] }) {
  if (!exit) return null;
  const isGood = exit.code === 0;
  return (
    <span className={clsx("ml-2 whitespace-nowrap text-s", isGood ? "text-met" : "text-breach")}>
      {exit.code === null ? "ended by a signal" : `exit ${exit.code}`}
      {exit.seconds === undefined ? null : <span className="text-faint"> {elapsedText(exit.seconds)}</span>}
    </span>
  );
}

function Details({ entry }: { entry: EntryView }) {
  return (
    <div className="text-s text-soft">
      {entry.corrects ? (
        <p className="mt-0.5">
          Entry {entry.corrects.sequence} said:{" "}
          <del className="text-faint">{visibleWords(entry.corrects.was)}</del>
        </p>
      ) : null}
      {entry.correctedBy ? <p className="mt-0.5">Corrected by entry {entry.correctedBy.sequence}.</p> : null}
      {entry.note && !entry.isRedacted ? (
        <p className="mt-0.5 whitespace-pre-line">{visibleWords(entry.note)}</p>
      ) : null}
      {entry.output && !entry.isRedacted ? <Output output={entry.output} /> : null}
      {wasRecordedLater(entry) ? (
        <p className="figures mt-0.5 text-faint text-xs">recorded {utcSecond(entry.recordedAt)} UTC</p>
      ) : null}
      {entry.isPending ? <p className="mt-0.5 text-faint text-xs">Sending…</p> : null}
    </div>
  );
}

function Output({ output }: { output: NonNullable<EntryView["output"]> }) {
  return (
    <div className="mt-1.5">
      <pre className="figures max-h-40 overflow-hidden whitespace-pre-wrap rounded-s border border-line bg-ground px-2.5 py-1.5 text-s text-text">
        {visibleWords(output.text)}
      </pre>
      {output.href ? (
        <a href={output.href} className="link text-s">
          Whole output
        </a>
      ) : null}
    </div>
  );
}
