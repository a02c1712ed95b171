import { evidenceAsked } from "#lib/domain/gate/holds.ts";
import type { Decided } from "#lib/domain/incident/circumstances.ts";
import { obligations } from "#lib/domain/incident/obligations.ts";
import { mailAccepts, sendsNotice, startsRollback, stepsSucceed } from "#lib/domain/incident/testing/acts.ts";
import { personWith } from "#lib/domain/incident/testing/cast.ts";
import { handsIn } from "#lib/domain/incident/testing/decisions.ts";
import { reports } from "#lib/domain/incident/testing/found-out.ts";
import { confirmsTarget, declaresMode } from "#lib/domain/incident/testing/mode.ts";
import { declarationOf, packOf, Story } from "#lib/domain/incident/testing/story.ts";
import { failingCycle } from "../failing-cycle.ts";

export const pack = packOf(failingCycle);
export const commander = personWith(1, ["commander"]);
export const api = personWith(2, ["api-lead"]);
export const infrastructure = personWith(3, ["infrastructure-lead"]);
export const data = personWith(4, ["data-lead"]);
export const security = personWith(5, ["security-lead"]);
export const speaker = personWith(6, ["communications"]);
export const stakeholder = personWith(7, ["stakeholder"]);
export const cast = [commander, api, infrastructure, data, security, speaker];
export const everybody = [...cast, stakeholder].map(({ id, roles, party }) => ({ person: id, roles, party }));
export const alone = { otherCriticalIncidents: 0 };

export const declares = (trigger = "regression", severity = "SEV-2") => {
  const story = new Story(pack);
  const input = { trigger, severity, participants: everybody };
  return { story, decided: story.declares(1, commander, declarationOf(input)) };
};
export const room = () => {
  const { story, decided } = declares();
  if (!decided.ok) throw new Error(decided.refusal.message);
  return story;
};
export const inMode = (scope = "L3") => {
  const story = room();
  declaresMode(story, 2, commander, { scope });
  return story;
};
export const refusal = (decided: Decided) => (decided.ok ? null : decided.refusal);
export const owed = (story: Story) => obligations(story.state, pack).map(({ act }) => act);

export const confirmers = {
  deployment: api,
  migrations: data,
  configuration: infrastructure,
  cutover: data,
};
export const identified = (story: Story) => {
  for (const [target, person] of Object.entries(confirmers)) confirmsTarget(story, 3, person, target);
};
export const rolledBack = (scope = "L3") => {
  const story = inMode(scope);
  identified(story);
  startsRollback(story, 4, commander, "rollback");
  stepsSucceed(story, 5);
  return story;
};
export const holderOf = (role?: string) => cast.find(({ roles }) => roles.includes(role ?? "")) ?? commander;
export const cleanedUp = (story: Story) => {
  for (const [name, { role }] of evidenceAsked(story.state, pack)) handsIn(story, 6, holderOf(role), name);
  return story;
};

export const told = (story: Story) => {
  const common = { promises: 60, fields: { done: "a", doing: "b", risks: "c" } };
  sendsNotice(story, 7, speaker, { number: 1, template: "declaration", promises: 60 });
  mailAccepts(story, 7, 1);
  sendsNotice(story, 8, speaker, { number: 2, template: "update", ...common });
  mailAccepts(story, 8, 2);
};
export const reporters = { ci: api, health: infrastructure, smoke: api, emission: data };
export const checked = (story: Story, without?: string) => {
  for (const [check, person] of Object.entries(reporters))
    if (check !== without) reports(story, 7, person, check);
};
