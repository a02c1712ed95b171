import { answerFreeze } from "../freeze/answer.ts";
import type { StandingFreeze } from "../freeze/standing.ts";
import type { FrozenBy } from "../incident/events/rollback.ts";
import type { IncidentState, RunState } from "../incident/state.ts";

type Asked = {
  service: string;
  environment: string;
  /** The mail address of who started, or would start, the run. */
  actor: string | undefined;
};

/**
 * The freezes of other incidents that do not let a rollback deploy here. Its own incident's freezes are there for its
 * sake; another's stops it unless that one admits its starter, or a rollback's work (PT-2, SM-16).
 */
export function frozenElsewhere(
  { reference }: Pick<IncidentState, "reference">,
  { service, environment, actor }: Asked,
  standing: readonly StandingFreeze[],
): FrozenBy[] {
  const others = standing.filter(({ incident }) => incident !== reference);
  const question = { service, environment, action: "deploy", work: "rollback" } as const;
  const { met } = answerFreeze(actor === undefined ? question : { ...question, actor }, others);
  return met.flatMap(({ freeze: { incident, title, rule }, admittedAs }) =>
    admittedAs === null ? [{ incident, title, rule }] : [],
  );
}

const isSame = (one: FrozenBy, other: FrozenBy) =>
  one.incident === other.incident && one.title === other.title;

/** Those of the freezes that nobody has overruled for this run yet. */
export const stillFrozenBy = (run: RunState, met: readonly FrozenBy[]): FrozenBy[] =>
  met.filter((one) => !(run.overruled ?? []).some((other) => isSame(one, other)));

/** "INC-2026-0002 (Only the rollback's owners deploy)", for each. */
export const frozenByWords = (met: readonly FrozenBy[]): string =>
  met.map(({ incident, title }) => `${incident} (${title})`).join(", ");
