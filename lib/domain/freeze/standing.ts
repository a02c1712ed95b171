import type { FrozenAction, Work } from "./question.ts";
import type { Place } from "./scope.ts";

/** A role whose holders a freeze lets through, and who holds it in the incident, by mail address. */
export type AdmittedRole = { title: string; holders: string[] };

/** A freeze in force, with all that an answer needs to say of it. */
export type StandingFreeze = {
  incident: string;
  title: string;
  rule: string | null;
  since: string;
  /** What lifts it, as half a sentence that stands after "until". */
  until: string;
  actions: FrozenAction[];
  places: Place[];
  admits: { roles: AdmittedRole[]; work: Work[] };
};

/** Who and what passes a freeze, by its words: "Rollback owner", "rollback work". */
export const passing = (roles: readonly string[], work: readonly string[]): string[] => [
  ...roles,
  ...work.map((one) => `${one} work`),
];
