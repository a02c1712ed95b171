import type { z } from "zod";
import { stoppedWords } from "../../freeze/scope.ts";
import { passing } from "../../freeze/standing.ts";
import { untilWords } from "../../freeze/until.ts";
import { conditionsWords, listed } from "../condition-words.ts";
import type { ProtocolPack } from "../pack.ts";
import type { RunNews, StartRule } from "../parts/people.ts";
import type { FreezeRule } from "../parts/rollback.ts";
import type { Phase } from "../parts/situation.ts";
import type { ClockStart, MetBy, RecordedAct } from "../parts/time.ts";
import { minutesWords } from "./spans.ts";

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
export const quoted = (title: string | undefined, name: string): string => `“${title ?? name}”`;
export const roleTitle = (pack: ProtocolPack, role: string): string => pack.roles[role]?.title ?? role;
export const partyTitle = (pack: ProtocolPack, party: string): string => pack.parties[party]?.title ?? party;
export const rolesWords = (
  pack: ProtocolPack,
  roles: readonly string[],
  joint: "and" | "or" = "or",
): string =>
  listed(
    roles.map((role) => roleTitle(pack, role)),
    joint,
  );

const starts: Record<ClockStart, string> = {
  TriggerIdentified: "the trigger was identified",
  TriggerConfirmed: "what was seen was confirmed",
  DiscussionConcluded: "the discussion was concluded",
  IncidentDeclared: "the incident was declared",
  RollbackModeDeclared: "rollback mode was declared",
  RollbackScheduled: "the rollback was scheduled",
  RollbackStarted: "a rollback was started",
  RollbackExecuted: "the rollback was executed",
  RollbackVerified: "the rollback was verified",
  ApprovalRequested: "the approval was asked for",
  NextUpdatePromised: "a notice promised it",
};

export const startWords = (start: ClockStart): string => starts[start];

const acts: Record<RecordedAct, string> = {
  RollbackRecommended: "the rollback is recommended",
  RepinConfirmed: "the re-pin is confirmed",
  ReportFiled: "the report is filed",
  RunRatified: "the rollback is ratified",
  ApprovalAnswered: "the approval is answered",
  RollbackStarted: "the rollback is started",
  TriggerConfirmed: "what was seen is confirmed",
  DiscussionConcluded: "the discussion is concluded",
  RollbackModeDeclared: "rollback mode is declared",
  RollbackScheduled: "the rollback is scheduled",
  Unfrozen: "the freezes are lifted",
};

/** What meets a clock, as half a sentence after "when". */
export function metWords(pack: ProtocolPack, metBy: z.infer<typeof MetBy>): string {
  switch (metBy.is) {
    case "notice":
      return `the notice ${listed(
        metBy.notices.map((name) => quoted(pack.notices[name]?.title, name)),
        "or",
      )} is accepted outside the console for every audience`;
    case "next-notice-to-same-audiences":
      return "the next notice to the same audiences is accepted outside the console";
    case "recorded":
      return acts[metBy.event];
    case "deliverable":
      return `${quoted(pack.deliverables[metBy.deliverable]?.title, metBy.deliverable)} is handed in`;
    case "verification":
      return "the rollback’s verification has passed";
    case "conditions":
      return conditionsWords(pack, metBy.all);
  }
}

const phaseEvents: Record<z.infer<typeof Phase>["entersAt"], string> = {
  IncidentDeclared: "the incident is declared",
  TriggerConfirmed: "what was seen is confirmed",
  RollbackModeDeclared: "rollback mode is declared",
  PlayChosen: "a way to contain it is chosen",
  RollbackScheduled: "a rollback is scheduled",
  RollbackStarted: "a rollback is started",
  RollbackExecuted: "a rollback is executed",
  RollbackVerified: "a rollback is verified",
  DecisionSealed: "the joint decision is sealed",
  Unfrozen: "the freezes are lifted",
  IncidentClosed: "the incident is closed",
};

export const phaseWords = (phase: z.infer<typeof Phase>): string => phaseEvents[phase.entersAt];

const runNews: Record<RunNews, string> = {
  RollbackStarted: "A rollback is started",
  RunFailed: "A rollback fails",
  RunFailedAgain: "A rollback fails again",
};

export const runNewsWords = (news: RunNews): string => runNews[news];

export function modeWords(mode: StartRule["mode"]): string {
  switch (mode) {
    case "act-first":
      return "at once, without asking";
    case "approval-meanwhile":
      return "at once; the approval is owed while it runs";
    case "approval-before":
      return "once it is approved, and not before";
    case "consensus-scheduled":
      return "at a time set ahead, once those asked agree";
  }
}

/** What is owed for a rollback that was started or is to be started under a rule, one sentence each. */
export const owedForStart = (pack: ProtocolPack, rule: StartRule): string[] =>
  [
    rule.consensus.length > 0 && `${rolesWords(pack, rule.consensus, "and")} must all agree.`,
    rule.approval &&
      `${roleTitle(pack, rule.approval.role)} answers within ${minutesWords(rule.approval.dueInMinutes)}.`,
    rule.ahead &&
      `The start is set at least ${minutesWords(rule.ahead.minutes)} ahead, and ${quoted(pack.notices[rule.ahead.notice]?.title, rule.ahead.notice)} has reached its audiences by then.`,
    rule.report && `Whoever started it reports within ${minutesWords(rule.report.dueInMinutes)}.`,
    rule.ratify &&
      `${roleTitle(pack, rule.ratify.role)} ratifies within ${minutesWords(rule.ratify.dueInMinutes)}.`,
  ].filter((sentence): sentence is string => typeof sentence === "string");

const freezeEvents: Record<z.output<typeof FreezeRule>["startsAt"], string> = {
  IncidentDeclared: "the incident is declared",
  RollbackModeDeclared: "rollback mode is declared",
  RollbackStarted: "a rollback is started",
};

export function freezeWords(pack: ProtocolPack, freeze: z.output<typeof FreezeRule>): string {
  const passes = passing(
    freeze.admits.roles.map((role) => roleTitle(pack, role)),
    freeze.admits.work,
  );
  const meanwhile = passes.length === 0 ? "" : ` Admitted meanwhile: ${passes.join(", ")}.`;
  const span = `from when ${freezeEvents[freeze.startsAt]} until ${untilWords(pack, freeze)}`;
  return `${capital(stoppedWords(freeze.actions))} ${span}.${meanwhile}`;
}

/** "Asked only where …", or nothing where it is always asked. */
export const whereWords = (
  pack: ProtocolPack,
  when: Parameters<typeof conditionsWords>[1],
  begin: string,
): string | null => (when.length === 0 ? null : `${begin} ${conditionsWords(pack, when)}.`);
