import type { z } from "zod";
import { holds, type Surroundings } from "../gate/holds.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { FreezeRule } from "../protocol/parts/rollback.ts";
import { latestRun } from "../rollback/run.ts";
import type { LoggedEvent, NewEvent } from "./events/index.ts";
import type { IncidentState } from "./state.ts";

type Freeze = z.output<typeof FreezeRule>;
type Asked = { state: IncidentState; pack: ProtocolPack; around: Surroundings };

const meetsLiftsWhen = (rule: Freeze, state: IncidentState, pack: ProtocolPack, around: Surroundings) =>
  rule.liftsWhen.length > 0 && rule.liftsWhen.every((condition) => holds(condition, state, pack, around));

/**
 * Sets and lifts what may not move: at the declaration only the trigger's own freeze, at a rollback every one of the
 * pack. Closing lifts them all: a closed incident holds up nobody (MKC-2, SM-16).
 */
export function freezeConsequences(
  event: LoggedEvent,
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): NewEvent[] {
  const lifts = (rule: Freeze | undefined) =>
    event.type === "IncidentClosed" ||
    event.type === "IncidentCancelled" ||
    rule?.liftsAt === event.type ||
    (rule !== undefined && meetsLiftsWhen(rule, state, pack, around));
  const lifted = state.freezes
    .filter((freeze) => freeze.liftedAt === null && lifts(pack.freezes[freeze.freeze]))
    .map((freeze): NewEvent => ({ type: "FreezeLifted", facts: { freeze: freeze.freeze }, text: {} }));
  const asked = pack.triggers[state.trigger]?.requires.freeze;
  const set = Object.entries(pack.freezes)
    .filter(
      ([name, rule]) =>
        (rule.startsAt === event.type && (event.type !== "IncidentDeclared" || name === asked)) ||
        (event.type === "IncidentReopened" && comesBack([name, rule], { state, pack, around })),
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

/**
 * With a reopening what stood still stands still again, unless what lifts it has happened meanwhile: a trigger, rollback
 * mode and an unverified rollback of a reopened incident ask for no less than before (MKC-2, PT-2, SM-16).
 */
function comesBack([name, rule]: [string, Freeze], asked: Asked): boolean {
  const { state, pack, around } = asked;
  if (!state.freezes.some(({ freeze }) => freeze === name)) return false;
  if (meetsLiftsWhen(rule, state, pack, around)) return false;
  switch (rule.liftsAt) {
    case "RollbackVerified":
      return latestRun(state)?.verifiedAt == null;
    case "Unfrozen":
      return state.unfrozen === null;
    case "IncidentClosed":
      return true;
  }
}
