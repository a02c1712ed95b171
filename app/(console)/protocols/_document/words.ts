import type { z } from "zod";
import { capital, frozenWords } from "#app/(console)/_components/frozen-words.ts";
import { durationText } from "#components/ui/time-text.ts";
import type { Condition } from "#lib/domain/protocol/condition.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { ClockStart, FreezeRule, MetBy, StartRule } from "#lib/domain/protocol/parts.ts";

export const minutes = (amount: number): string => durationText(amount * 60);

/** "a", "a and b", "a, b or c". */
export function listed(words: readonly string[], joint: "and" | "or" = "and"): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} ${joint} ${words.at(-1)}`;
}

export const roleTitle = (pack: ProtocolPack, role: string): string => pack.roles[role]?.title ?? role;
export const partyTitle = (pack: ProtocolPack, party: string): string => pack.parties[party]?.title ?? party;
const quoted = (title: string | undefined, name: string) => `“${title ?? name}”`;

const events = {
  RollbackRecommended: "the rollback was recommended",
  RepinConfirmed: "the re-pin was confirmed",
  ReportFiled: "the report was filed",
  RunRatified: "the rollback was ratified",
  ApprovalAnswered: "the approval was answered",
  RollbackStarted: "the rollback was started",
} as const;

/** A pack's predicate as half a sentence, to stand after "where" or "once". */
export function conditionWords(pack: ProtocolPack, condition: Condition): string {
  switch (condition.is) {
    case "severity-at-least":
      return `the severity is at least ${condition.severity}`;
    case "severity-in":
      return `the severity is ${listed(condition.severities, "or")}`;
    case "trigger-in":
      return `the trigger is ${listed(
        condition.triggers.map((name) => quoted(pack.triggers[name]?.title, name)),
        "or",
      )}`;
    case "notice-accepted":
      return `the notice ${quoted(pack.notices[condition.notice]?.title, condition.notice)} has reached every audience`;
    case "event-recorded":
      return events[condition.event];
    case "evidence-present":
      return `the evidence ${quoted(pack.evidence[condition.evidence]?.title, condition.evidence)} is in`;
    case "bundle-complete":
      return `${quoted(pack.bundles[condition.bundle]?.title, condition.bundle)} is complete`;
    case "rollback-executed":
      return "a rollback was executed";
    case "rollback-verified":
      return "a rollback was verified";
    case "rollback-complete":
      return "a rollback is complete";
    case "rollback-settled":
      return "the rollback is complete, or there is none";
    case "decision-sealed":
      return `both sides agreed on ${quoted(pack.gates[condition.gate]?.question, condition.gate)}`;
    case "checkpoint-go":
      return `a checkpoint of ${condition.pack} stands at GO`;
    case "no-critical-incident":
      return "no critical incident is open on the service";
    case "clocks-settled":
      return "every clock was met, late or not";
    case "ratified":
      return "what was done first is ratified";
    case "status-operational":
      return "the public status says that it is over";
    case "deliverable-handed-in":
      return `${quoted(pack.deliverables[condition.deliverable]?.title, condition.deliverable)} is handed in`;
  }
}

export const conditionsWords = (pack: ProtocolPack, conditions: readonly Condition[]): string =>
  listed(conditions.map((condition) => conditionWords(pack, condition)));

export function startWords(start: z.infer<typeof ClockStart>): string {
  switch (start) {
    case "TriggerIdentified":
      return "the trigger was identified";
    case "RollbackStarted":
      return "a rollback was started";
    case "RollbackExecuted":
      return "the rollback was executed";
    case "ApprovalRequested":
      return "the approval was asked for";
    case "NextUpdatePromised":
      return "a notice promised it";
  }
}

export function metWords(pack: ProtocolPack, metBy: z.infer<typeof MetBy>): string {
  switch (metBy.is) {
    case "notice":
      return `the notice ${listed(
        metBy.notices.map((name) => quoted(pack.notices[name]?.title, name)),
        "or",
      )} was accepted outside the console for every audience`;
    case "next-notice-to-same-audiences":
      return "the next notice to the same audiences was accepted outside the console";
    case "recorded":
      return events[metBy.event];
    case "deliverable":
      return `${quoted(pack.deliverables[metBy.deliverable]?.title, metBy.deliverable)} was handed in`;
    case "verification":
      return "the rollback's verification has passed";
  }
}

export function modeWords(mode: z.output<typeof StartRule>["mode"]): string {
  switch (mode) {
    case "act-first":
      return "at once, without asking";
    case "approval-meanwhile":
      return "at once; the approval is owed while it runs";
    case "approval-before":
      return "once it is approved, and not before";
  }
}

const freezeEvents = {
  IncidentDeclared: "the incident is declared",
  RollbackStarted: "a rollback is started",
  RollbackVerified: "the rollback is verified",
  IncidentClosed: "the incident is closed",
} as const;

export function freezeWords(pack: ProtocolPack, freeze: z.output<typeof FreezeRule>): string {
  const earlier = freeze.liftsWhen.length === 0 ? "" : ` or ${conditionsWords(pack, freeze.liftsWhen)}`;
  return `${capital(frozenWords(freeze.actions))} from when ${freezeEvents[freeze.startsAt]} until ${freezeEvents[freeze.liftsAt]}${earlier}.`;
}
