import { expect, it } from "vitest";
import type { FreezeRule } from "../protocol/parts/rollback.ts";
import type { LoggedEvent } from "./events/index.ts";
import { freezeConsequences } from "./freeze-consequences.ts";
import type { IncidentState } from "./state.ts";
import { minute } from "./testing/cast.ts";
import { smallPack } from "./testing/small-pack.ts";
import { captain, smallIncident } from "./testing/small-room.ts";
import { packOf } from "./testing/story.ts";

type Rule = (typeof FreezeRule)["_zod"]["input"];

/** What a reopening freezes of one freeze that stood until the incident ended. */
function frozenAgain(rule: Partial<Rule>, change: Partial<IncidentState> = {}): string[] {
  const stood: Rule = {
    title: "Nothing is merged",
    actions: ["merge"],
    startsAt: "RollbackModeDeclared",
    liftsAt: "Unfrozen",
    ...rule,
  };
  const pack = packOf({ ...smallPack, freezes: { ...smallPack.freezes, merges: stood } });
  const story = smallIncident();
  const lifted = {
    freeze: "merges",
    rule: null,
    services: [],
    actions: ["merge" as const],
    setAt: minute(1),
    liftedAt: minute(2),
  };
  const state: IncidentState = { ...story.state, freezes: [lifted], ...change };
  const reopened: LoggedEvent<"IncidentReopened"> = {
    seq: state.seq,
    hash: state.head,
    type: "IncidentReopened",
    facts: {},
    actor: { kind: "person", id: captain.id },
    occurredAt: minute(3),
    recordedAt: minute(3),
  };
  return freezeConsequences(reopened, state, pack, { otherCriticalIncidents: 0 }).flatMap((event) =>
    event.type === "FreezeSet" ? [event.facts.freeze] : [],
  );
}

const act = { by: captain.id, at: minute(2), seq: 2, party: null };

it("[PT-2] rollback mode that was never unfrozen freezes again with a reopening", () => {
  expect(frozenAgain({})).toEqual(["merges"]);
});

it("[PT-9] what was unfrozen stays so through a reopening", () => {
  expect(frozenAgain({}, { unfrozen: act })).toEqual([]);
});

it("[MKC-2.3] what evidence has lifted stays so through a reopening, and is frozen again without it", () => {
  const rule = { startsAt: "IncidentDeclared", liftsAt: "IncidentClosed" } as const;
  const liftsWhen: Rule["liftsWhen"] = [{ is: "bridge-linked" }];
  expect(frozenAgain({ ...rule, liftsWhen })).toEqual(["merges"]);
  expect(frozenAgain({ ...rule, liftsWhen }, { bridge: act })).toEqual([]);
});

it("a freeze that never stood is not set by a reopening", () => {
  expect(frozenAgain({}, { freezes: [] })).toEqual([]);
});
