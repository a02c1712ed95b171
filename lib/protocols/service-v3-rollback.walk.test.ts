import { describe, expect, it } from "vitest";
import { closingBlockers } from "#lib/domain/incident/decide/close.ts";
import { decideSteering } from "#lib/domain/incident/decide/run.ts";
import { runOf, startsRollback, stepsSucceed } from "#lib/domain/incident/testing/acts.ts";
import { followsOwed } from "#lib/domain/incident/testing/follow-owed.ts";
import {
  commander,
  consumer,
  incident,
  owed,
  pack,
  producer,
  writer,
} from "./service-v3-rollback/testing/room.ts";

const cast = [commander, producer, consumer, writer];
const rollback = ["Start the rollback: Back to the approved baseline", "Producer recommends the rollback"];
const proof = ["Hand in: Alignment: all parts are of one release", "Hand in: The consumer's whole pipeline"];

describe("from the declaration to the end by what is owed, and nothing else", () => {
  it.each([
    ["MKC-2.1", "envelope-mismatch", "SEV-1", [...rollback, ...proof, "Consumer confirms the re-pin"]],
    ["MKC-2.2", "fallback-regression", "SEV-1", [...rollback, "Open the bridge and link it here"]],
    ["MKC-2.3", "payload-drift", "SEV-2", ["Hand in: The mended payload, verified again"]],
    [
      "MKC-2.4",
      "evidence-missing",
      "SEV-2",
      ["Hand in: The release evidence that was missing: tag, commit and proof"],
    ],
  ] as const)("[%s] %s at %s", (_rule, trigger, severity, asked) => {
    const story = incident({ trigger, severity });
    const done = followsOwed(story, cast, 3);
    expect(story.state.status).toBe("closed");
    for (const title of [...asked, "Initial notice to every audience", "Joint incident summary"])
      expect(done).toContain(title);
    expect(story.state.freezes.filter(({ liftedAt }) => liftedAt === null)).toEqual([]);
  });
});

describe("a rollback that was aborted and started again", () => {
  it("[MKC-5] both starts are ratified by what is owed, and the incident closes", () => {
    const story = incident({ trigger: "envelope-mismatch", severity: "SEV-1" });
    const plan = Object.keys(pack.plans)[0] ?? "";
    startsRollback(story, 3, producer, plan);
    const { run, startedBy } = runOf(story);
    expect(startedBy).toBe(producer.id);
    story.does(4, producer, (state, c) =>
      decideSteering(state, pack, { run, to: "abort", reason: "wrong" }, c),
    );
    startsRollback(story, 5, producer, plan, { number: 9 });
    stepsSucceed(story, 6);
    const done = followsOwed(story, cast, 7);
    expect(done.filter((title) => title.includes("ratif"))).toHaveLength(2);
    expect(story.state.status).toBe("closed");
  });
});

describe("a regressed fallback", () => {
  const open = (story: ReturnType<typeof incident>) =>
    closingBlockers(story.state, pack, { otherCriticalIncidents: 0 }).map(({ rule }) => rule);

  it("[MKC-2.2] owes the joint bridge from the declaration, and is not over without it", () => {
    const story = incident({ trigger: "fallback-regression" });
    expect(owed(story)).toContain("link-bridge");
    expect(open(story)).toContain("MKC-2.2");
    expect(open(incident())).not.toContain("MKC-2.2");
  });
});
