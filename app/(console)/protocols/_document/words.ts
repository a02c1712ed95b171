import type { z } from "zod";
import { capital } from "#app/(console)/_components/capital.ts";
import { durationText } from "#components/ui/time-text.ts";
import { stoppedWords } from "#lib/domain/freeze/scope.ts";
import { passing } from "#lib/domain/freeze/standing.ts";
import { untilWords } from "#lib/domain/freeze/until.ts";
import { conditionsWords, conditionWords, listed } from "#lib/domain/protocol/condition-words.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { StartRule } from "#lib/domain/protocol/parts/people.ts";
import type { FreezeRule } from "#lib/domain/protocol/parts/rollback.ts";
import type { ClockStart, MetBy } from "#lib/domain/protocol/parts/time.ts";

export { conditionsWords, conditionWords, listed };

export const minutes = (amount: number): string => durationText(amount * 60);

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
  RollbackModeDeclared: "rollback mode is declared",
  RollbackStarted: "a rollback is started",
} as const;

export function freezeWords(pack: ProtocolPack, freeze: z.output<typeof FreezeRule>): string {
  const { actions, admits, startsAt } = freeze;
  const roles = admits.roles.map((role) => roleTitle(pack, role));
  const passes = passing(roles, admits.work);
  const meanwhile = passes.length === 0 ? "" : ` Admitted meanwhile: ${passes.join(", ")}.`;
  const span = `from when ${freezeEvents[startsAt]} until ${untilWords(pack, freeze)}`;
  return `${capital(stoppedWords(actions))} ${span}.${meanwhile}`;
}
