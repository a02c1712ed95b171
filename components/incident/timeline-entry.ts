import type { RuleRef } from "./rule-link.tsx";

export type EntryKind =
  | "declared"
  | "severity"
  | "phase"
  | "people"
  | "note"
  | "decision"
  | "command"
  | "check"
  | "clock"
  | "breach"
  | "notice"
  | "evidence"
  | "approval"
  | "freeze"
  | "rollback"
  | "signature"
  | "publication"
  | "correction"
  | "redaction"
  | "closed"
  | "system";

export const entryKindWords: Record<EntryKind, string> = {
  declared: "Declared",
  severity: "Severity",
  phase: "Phase",
  people: "People",
  note: "Note",
  decision: "Decision",
  command: "Command",
  check: "Check",
  clock: "Clock",
  breach: "Breach",
  notice: "Notice",
  evidence: "Evidence",
  approval: "Approval",
  freeze: "Freeze",
  rollback: "Rollback",
  signature: "Signature",
  publication: "Status page",
  correction: "Correction",
  redaction: "Redaction",
  closed: "Closed",
  system: "System",
};

/** One entry of the log as a screen shows it. Instants are ISO; texts are plain, never markup. */
export type EntryView = {
  id: string;
  sequence: number;
  kind: EntryKind;
  /** Who did it; missing where the system did. */
  actor?: { name: string; role?: string | undefined } | undefined;
  /** The sentence without its subject: "ran smoke against the candidate". */
  what: string;
  note?: string | undefined;
  occurredAt: string;
  recordedAt: string;
  /** Set for what everyone must see at a glance: declaration, freeze, breach, decision. */
  isKey?: boolean | undefined;
  rule?: RuleRef | undefined;
  output?: { text: string; href?: string | undefined } | undefined;
  exit?: { code: number | null; seconds?: number | undefined } | undefined;
  digest?: string | undefined;
  /** A later entry corrects this one: it stays legible, struck through. */
  correctedBy?: { sequence: number } | undefined;
  /** This entry corrects an earlier one, whose words it repeats. */
  corrects?: { sequence: number; was: string } | undefined;
  isRedacted?: boolean | undefined;
  /** The facts are all there is of it: nothing to redact. */
  isWordless?: boolean | undefined;
  /** Shown before the server has answered. */
  isPending?: boolean | undefined;
  /** What the console notes by itself at every turn: in sight when asked for. */
  isRoutine?: boolean | undefined;
  /** The party that alone may read the words. */
  aloneFor?: string | undefined;
};

export type EntryFilter = { text: string; kind: EntryKind | ""; person: string; withRoutine: boolean };

export const noFilter: EntryFilter = { text: "", kind: "", person: "", withRoutine: false };

/** Whoever looks for something looks through everything. */
export const isFiltering = ({ text, kind, person }: EntryFilter): boolean =>
  text !== "" || kind !== "" || person !== "";

function words(entry: EntryView): string {
  const parts = [
    entry.actor?.name,
    entry.actor?.role,
    entry.what,
    entry.note,
    entry.output?.text,
    entry.rule?.id,
  ];
  return [...parts, entryKindWords[entry.kind]].filter(Boolean).join("\n").toLowerCase();
}

export function matchesFilter(entry: EntryView, filter: EntryFilter): boolean {
  if (entry.isRoutine && !filter.withRoutine && !isFiltering(filter)) return false;
  if (filter.kind !== "" && entry.kind !== filter.kind) return false;
  if (filter.person !== "" && entry.actor?.name !== filter.person) return false;
  const wanted = filter.text.trim().toLowerCase();
  return wanted === "" || words(entry).includes(wanted);
}

/** Newest first by the log's order, and only what the filter lets through. */
export function shownEntries(entries: readonly EntryView[], filter: EntryFilter): EntryView[] {
  return entries.filter((entry) => matchesFilter(entry, filter)).sort((a, b) => b.sequence - a.sequence);
}

export function peopleIn(entries: readonly EntryView[]): string[] {
  return [...new Set(entries.flatMap((entry) => entry.actor?.name ?? []))].sort((a, b) => a.localeCompare(b));
}

export function kindsIn(entries: readonly EntryView[]): EntryKind[] {
  const present = new Set(entries.map((entry) => entry.kind));
  return (Object.keys(entryKindWords) as EntryKind[]).filter((kind) => present.has(kind));
}
