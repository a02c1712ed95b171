import type { FreezeQuestion } from "./question.ts";
import { scopeOf } from "./scope.ts";
import { passing, type StandingFreeze } from "./standing.ts";

/** One freeze that stands in the way, and why this asker passes it all the same, or null. */
export type Met = { freeze: StandingFreeze; admittedAs: string | null };

export type FreezeAnswer = {
  /** Whether anything in force concerns what was asked. */
  frozen: boolean;
  /** Whether it may go ahead: nothing concerns it, or every freeze lets this asker through. */
  admitted: boolean;
  met: Met[];
  why: string;
};

/**
 * Answers a pipeline by who asks and for what: a freeze stops its actions on its services, and lets through the
 * holders of the roles and the kinds of work that its rule names (PT-2, SM-16).
 */
export function answerFreeze(question: FreezeQuestion, standing: readonly StandingFreeze[]): FreezeAnswer {
  const met = standing
    .filter((freeze) => concerns(freeze, question))
    .map((freeze) => ({ freeze, admittedAs: whyAdmitted(freeze, question) }));
  const admitted = met.every(({ admittedAs }) => admittedAs !== null);
  return { frozen: met.length > 0, admitted, met, why: inWords(question, met) };
}

const concerns = ({ actions, places }: StandingFreeze, { action, service, environment }: FreezeQuestion) =>
  actions.includes(action) &&
  places.some(
    (place) =>
      place.service === service && (scopeOf(action) === "service" || place.environment === environment),
  );

function whyAdmitted({ incident, admits }: StandingFreeze, { actor, work }: FreezeQuestion): string | null {
  const asker = actor?.toLowerCase();
  const role = admits.roles.find(({ holders }) => holders.some((mail) => mail.toLowerCase() === asker));
  if (role !== undefined) return `${actor} is ${role.title} in ${incident}`;
  return work !== undefined && admits.work.includes(work) ? `it is ${work} work` : null;
}

function inWords({ action, service, environment }: FreezeQuestion, met: Met[]): string {
  const asked = `${action} of ${service}, ${environment}`;
  if (met.length === 0) return `Nothing freezes this ${asked}.`;
  const closed = met.filter(({ admittedAs }) => admittedAs === null);
  if (closed.length === 0) {
    const reasons = [...new Set(met.map(({ admittedAs }) => admittedAs))].join(", and ");
    return `Frozen, and this ${asked} is admitted: ${reasons}.`;
  }
  return [`This ${asked} is frozen.`, ...closed.map(({ freeze }) => freezeSentence(freeze))].join(" ");
}

/** "INC-2026-0001 froze it at 2026-03-01 10:00 UTC: Title (PT-2.5). It stays until ... . Admitted meanwhile: ..." */
function freezeSentence({ incident, title, rule, since, until, admits }: StandingFreeze): string {
  const at = `${since.slice(0, 10)} ${since.slice(11, 16)} UTC`;
  const cited = rule === null ? "" : ` (${rule})`;
  const passes = passing(
    admits.roles.map((role) => role.title),
    admits.work,
  );
  const meanwhile = passes.length === 0 ? "" : ` Admitted meanwhile: ${passes.join(", ")}.`;
  return `${incident} froze it at ${at}: ${title}${cited}. It stays so until ${until}.${meanwhile}`;
}
