import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUnderWay } from "../rollback/run.ts";
import type { LoggedEvent } from "./events/index.ts";
import { evolve } from "./evolve.ts";
import { obligations } from "./obligations.ts";
import type { IncidentState } from "./state.ts";
import { smallIncident } from "./testing/small-room.ts";
import type { Story } from "./testing/story.ts";
import { leadTo, moves, stages, wander } from "./testing/wandering.ts";

// What leads onward is tried more often, so that many walks go on from where they begin.
const onward = ["starts", "steps", "succeeds", "proves", "proposes", "signs", "closes"];
const move = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...onward) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(moves)) },
);
const tries = fc.array(fc.record({ move, number: fc.nat(50), waits: fc.constantFrom(0, 0, 1, 3, 7) }), {
  minLength: 20,
  maxLength: 120,
});
const endings = ["IncidentClosed", "IncidentCancelled"];
const afterwards = ["PhaseEntered", "FreezeLifted", "TextRedacted", "ClockReleased"];
const severity = fc.constantFrom("A", "B", "C");
const replay = (log: LoggedEvent[]) =>
  log.reduce<IncidentState | null>((state, event) => evolve(state, event), null);
/** Told once and asked every question, because the telling takes longest. */
const stories = fc
  .sample(fc.tuple(severity, fc.constantFrom(...stages), tries), { numRuns: 400, seed: 20261121 })
  .map(([worst, stage, tried]) =>
    wander(leadTo(stage, smallIncident({ severity: worst, trigger: "slow" })), tried),
  );
const forAll = (holds: (story: Story) => void) => stories.forEach(holds);

describe("a log", () => {
  it("begins with a declaration", () => {
    const [, second] = smallIncident().log;
    expect(() => evolve(null, second as LoggedEvent)).toThrow("a log begins with IncidentDeclared");
  });

  it("gives the same state however often it is read", () => {
    forAll((story) => expect(replay(story.log)).toEqual(story.state));
  });

  it("gives the same state with every word taken out: evolve never reads text", () => {
    forAll((story) => {
      const guarded = story.log.map((event) =>
        Object.defineProperty({ ...event }, "text", {
          get: () => {
            throw new Error("evolve read an entry's words");
          },
        }),
      );
      expect(replay(guarded)).toEqual(story.state);
    });
  });

  it("is never changed by being read", () => {
    forAll((story) => {
      const before = JSON.stringify(story.log);
      replay(story.log);
      expect(JSON.stringify(story.log)).toBe(before);
    });
  });

  it("numbers its entries without a gap", () => {
    forAll((story) =>
      expect(story.log.map(({ seq }) => seq)).toEqual(story.log.map((_, index) => index + 1)),
    );
  });
});

describe("whatever people try", () => {
  it("comes far enough to be worth trying: rollbacks, decisions, closings", () => {
    const reached = { verified: 0, go: 0, unequal: 0, closed: 0, cancelled: 0 };
    forAll(({ state }) => {
      if (state.runs.some(({ verifiedAt }) => verifiedAt !== null)) reached.verified += 1;
      if (state.decisions.some(({ sealed }) => sealed?.go)) reached.go += 1;
      if (state.decisions.some(({ sealed }) => sealed?.cause === "unequal-answers")) reached.unequal += 1;
      if (state.closedAs === "resolved") reached.closed += 1;
      if (state.closedAs === "cancelled") reached.cancelled += 1;
    });
    expect(Math.min(...Object.values(reached)), JSON.stringify(reached)).toBeGreaterThan(3);
  });

  it("each clock is met at most once and breached at most once", () => {
    forAll((story) => {
      for (const type of ["ClockMet", "ClockBreached", "ClockStarted", "ClockAtRisk"] as const) {
        const names = story.entries(type).map(({ facts }) => `${facts.clock}#${facts.occurrence}`);
        expect(new Set(names).size).toBe(names.length);
      }
    });
  });

  it("each run is executed, verified and completed at most once, and in that order", () => {
    forAll((story) => {
      for (const { run } of story.state.runs) {
        const order = story.log
          .filter(({ type }) => /^Rollback(Executed|Verified|Completed)$/.test(type))
          .filter(({ facts }) => "run" in facts && facts.run === run)
          .map(({ type }) => type);
        expect(["RollbackExecuted", "RollbackVerified", "RollbackCompleted"].slice(0, order.length)).toEqual(
          order,
        );
      }
    });
  });

  it("at most one run is under way", () => {
    forAll((story) => expect(story.state.runs.filter(isUnderWay).length).toBeLessThanOrEqual(1));
  });

  it("no step runs before the approval that was wanted first", () => {
    forAll((story) => {
      const before = story.entries("RollbackStarted").filter(({ facts }) => facts.mode === "approval-before");
      for (const run of story.state.runs.filter((one) => before.some(({ facts }) => facts.run === one.run))) {
        if (run.approval?.answer !== "approved")
          expect(run.steps.every(({ attempt }) => attempt === 0)).toBe(true);
      }
    });
  });

  it("a run is verified only where every verification was proved", () => {
    forAll((story) => {
      for (const run of story.state.runs.filter(({ verifiedAt }) => verifiedAt !== null)) {
        const proofs = run.steps.filter(({ kind }) => kind === "verify").map(({ status }) => status);
        expect(proofs.every((status) => status === "succeeded" || status === "done-by-hand")).toBe(true);
      }
    });
  });

  it("a decision is a GO only where both sides said so to the same packet", () => {
    forAll((story) => {
      for (const decision of story.state.decisions.filter(({ sealed }) => sealed?.go)) {
        const verdicts = Object.values(decision.verdicts);
        expect(verdicts.map(({ party }) => party).toSorted()).toEqual(["north", "south"]);
        expect(new Set(verdicts.map(({ answer }) => answer))).toEqual(new Set([decision.sealed?.outcome]));
        expect(new Set(verdicts.map(({ packetDigest }) => packetDigest))).toEqual(
          new Set([decision.packetDigest]),
        );
      }
    });
  });

  it("nothing of substance follows the end, and no freeze outlives it", () => {
    forAll((story) => {
      if (story.state.status === "open") return;
      const ended = story.log.findLastIndex(({ type }) => endings.includes(type));
      const after = story.log.slice(ended + 1).map(({ type }) => type);
      expect(after.filter((type) => !afterwards.includes(type))).toEqual([]);
      expect(story.state.freezes.filter(({ liftedAt }) => liftedAt === null)).toEqual([]);
      expect(obligations(story.state, story.pack)).toEqual([]);
    });
  });

  it("no clock ends without an entry: each is met, released or owed still", () => {
    forAll((story) => {
      for (const clock of story.state.clocks) {
        const named = ({ facts }: { facts: { clock: string; occurrence: number } }) =>
          facts.clock === clock.clock && facts.occurrence === clock.occurrence;
        const ends = [...story.entries("ClockMet"), ...story.entries("ClockReleased")].filter(named);
        expect(ends.length).toBe(clock.metAt === null && clock.releasedAt === null ? 0 : 1);
        if (story.state.status === "closed") expect(ends.length).toBe(1);
        const isBreached = story.entries("ClockBreached").some(named);
        if (isBreached) expect(clock.status).toBe("breached");
      }
    });
  });

  it("an open incident always owes somebody something", () => {
    forAll((story) => {
      if (story.state.status === "open") expect(obligations(story.state, story.pack)).not.toEqual([]);
    });
  });
});

describe("corrections and redactions", () => {
  it("leave the state's facts as they were", () => {
    const story = smallIncident();
    const before = story.state;
    wander(story, [
      { move: "corrects", number: 0, waits: 0 },
      { move: "redacts", number: 0, waits: 0 },
    ]);
    const { seq, head } = story.state;
    const marks = { corrected: { 1: before.seq + 1 }, redacted: { 1: before.seq + 2 } };
    expect(story.state).toEqual({ ...before, seq, head, ...marks });
  });
});
