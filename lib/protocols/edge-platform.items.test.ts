import { expect, it } from "vitest";
import { closingBlockers } from "#lib/domain/incident/decide/close.ts";
import { obligations } from "#lib/domain/incident/obligations.ts";
import { startsRollback, stepsSucceed } from "#lib/domain/incident/testing/acts.ts";
import { personWith } from "#lib/domain/incident/testing/cast.ts";
import { chooses, findsOut } from "#lib/domain/incident/testing/found-out.ts";
import { confirmsTarget } from "#lib/domain/incident/testing/mode.ts";
import { declarationOf, packOf, Story } from "#lib/domain/incident/testing/story.ts";
import { edgePlatform } from "./edge-platform.ts";

const pack = packOf(edgePlatform);
const commander = personWith(1, ["commander"]);
const engineer = personWith(3, ["on-call-sre"]);
const participants = [commander, engineer].map(({ id, roles, party }) => ({ person: id, roles, party }));

function room(): Story {
  const story = new Story(pack);
  const input = { trigger: "deployment-regression", severity: "SEV-2", participants };
  const declared = story.declares(1, commander, declarationOf(input));
  if (!declared.ok) throw new Error(declared.refusal.message);
  return story;
}
const holdingUp = (story: Story) =>
  closingBlockers(story.state, pack, { otherCriticalIncidents: 0 }).map(
    ({ rule, message }) => `${rule} ${message}`,
  );
const owed = (story: Story) => obligations(story.state, pack).map(({ rule, title }) => `${rule} ${title}`);

it("[WP-2] it does not close while a clock is neither met nor late and met", () => {
  expect(holdingUp(room()).join()).toMatch(/WP-2 .*[Ee]very clock/);
});

it("[WP-3] what it is has to be found out, and how to contain it decided, before it closes", () => {
  const story = room();
  expect(owed(story)).toContain("WP-3 Find out: Is the isolation of tenants at risk?");
  for (const fact of ["isolationAtRisk", "oneFeature"]) findsOut(story, 2, engineer, fact, "no");
  findsOut(story, 2, engineer, "deploymentSuspected", "yes");
  expect(owed(story).filter((one) => one.startsWith("WP-3 Find out"))).toEqual([]);
  expect(obligations(story.state, pack)).toContainEqual(
    expect.objectContaining({
      rule: "WP-3",
      title: "Decide how to contain it",
      why: "Protecting data goes before staying available.",
    }),
  );
  expect(holdingUp(story)).toContain("WP-3 Does not hold: It is contained");
  chooses(story, 3, commander, "go-back");
  expect(owed(story)).not.toContain("WP-3 Decide how to contain it");
  expect(holdingUp(story)).not.toContain("WP-3 Does not hold: It is contained");
});

it("[WP-4] a redeployment that is not verified holds up the closing", () => {
  const unverified = /WP-4 .*redeployment is verified/;
  const story = room();
  for (const target of Object.keys(pack.targets)) confirmsTarget(story, 3, engineer, target);
  startsRollback(story, 4, engineer, "redeploy");
  expect(holdingUp(story).join()).toMatch(unverified);
  stepsSucceed(story, 5);
  expect(holdingUp(story).join()).not.toMatch(unverified);
});
