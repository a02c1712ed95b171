import type { ProtocolPack } from "../protocol/pack.ts";
import type { LoggedEvent, NewEvent } from "./events/index.ts";
import type { IncidentState } from "./state.ts";

/** Sets and lifts what may not move: at the declaration only the trigger's own freeze, at a rollback every one of the pack. */
export function freezeConsequences(event: LoggedEvent, state: IncidentState, pack: ProtocolPack): NewEvent[] {
  const lifted = state.freezes
    .filter((freeze) => freeze.liftedAt === null && pack.freezes[freeze.freeze]?.liftsAt === event.type)
    .map((freeze): NewEvent => ({ type: "FreezeLifted", facts: { freeze: freeze.freeze }, text: {} }));
  const asked = pack.triggers[state.trigger]?.requires.freeze;
  const set = Object.entries(pack.freezes)
    .filter(
      ([name, rule]) => rule.startsAt === event.type && (event.type !== "IncidentDeclared" || name === asked),
    )
    .filter(([name]) => !state.freezes.some((freeze) => freeze.freeze === name && freeze.liftedAt === null))
    .map(
      ([name, rule]): NewEvent => ({
        type: "FreezeSet",
        facts: {
          freeze: name,
          rule: rule.rule ?? null,
          services: state.services.map((service) => service.id),
          actions: rule.actions,
        },
        text: {},
      }),
    );
  return [...lifted, ...set];
}
