import type { FactValue } from "../incident/events/shapes.ts";
import type { IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { latestRun } from "../rollback/run.ts";
import type { TemplateValues } from "./template.ts";

/** The incident's words and names that a template may use; `evolve` never sees them, so they are given. */
export type NoticeWords = {
  title: string;
  values: Record<string, string>;
  services: string[];
  senderName: string;
  roomUrl: string;
  statusUrl: string;
};

export type NoticeDraft = {
  template: string;
  /** What the sender wrote for the template's own fields. */
  fields: Record<string, string>;
  nextUpdateAt: string | null;
  words: NoticeWords;
};

/** All that a template of this incident may name, as plain nested values. */
export function noticeValues(state: IncidentState, pack: ProtocolPack, draft: NoticeDraft): TemplateValues {
  const run = latestRun(state);
  const facts = Object.fromEntries(Object.entries(state.values).map(([name, value]) => [name, spell(value)]));
  return {
    incident: {
      reference: state.reference,
      title: draft.words.title,
      severity: state.severity,
      identifiedAt: utc(state.identifiedAt),
    },
    trigger: { title: pack.triggers[state.trigger]?.title ?? state.trigger },
    facts: { ...facts, ...draft.words.values },
    fields: draft.fields,
    nextUpdate: { at: draft.nextUpdateAt === null ? "" : utc(draft.nextUpdateAt) },
    services: draft.words.services,
    rollback: {
      plan: pack.plans[run?.plan ?? ""]?.title ?? "",
      startedAt: run === null ? "" : utc(run.startedAt),
      state: run?.status ?? "not started",
    },
    sender: { name: draft.words.senderName },
    links: { room: draft.words.roomUrl, status: draft.words.statusUrl },
    log: { head: state.head.slice(0, 12), entry: String(state.seq) },
  };
}

const spell = (value: FactValue) =>
  typeof value === "string" ? value : `${value.tag} (${value.sha.slice(0, 12)})`;

/** `2026-11-21 14:02:00 UTC`. */
export const utc = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;
