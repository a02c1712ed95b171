import { expect, it } from "vitest";
import { blockersOf } from "#lib/domain/incident/decide/decision.ts";
import { startsRollback, stepsSucceed } from "#lib/domain/incident/testing/acts.ts";
import { handsIn, proposes } from "#lib/domain/incident/testing/decisions.ts";
import {
  allEvidence,
  commander,
  consumer,
  incident,
  pack,
  producer,
} from "./service-v3-rollback/testing/room.ts";

it("[MKC-6] [MKC-6.3] GO for the cutover waits for a checkpoint of its own pack at GO of both sides", () => {
  const story = incident();
  startsRollback(story, 5, commander, "approved-baseline");
  stepsSucceed(story, 6);
  for (const name of allEvidence.producer) handsIn(story, 8, producer, name);
  for (const name of allEvidence.consumer) handsIn(story, 9, consumer, name);
  proposes(story, 10, producer, "continue");
  const [decision] = story.state.decisions;
  if (decision === undefined) throw new Error("nothing was proposed");
  const barred = (checkpointsAtGo: string[]) =>
    blockersOf(story.state, pack, decision, "go-cutover", {
      otherCriticalIncidents: 0,
      checkpointsAtGo,
    }).filter(({ message }) => message.includes("checkpoint"));
  expect(barred([])).toMatchObject([{ rule: "MKC-6.3" }]);
  expect(barred(["another-pack"])).toHaveLength(1);
  expect(barred(["service-v3-cutover"])).toEqual([]);
});
