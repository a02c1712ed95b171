import { describe, expect, it } from "vitest";
import { type Fault, faultKinds, makeSchedule, type Plan } from "./schedule.ts";

const plan: Plan = { seed: 7, lastsMs: 120_000, workers: 3, isLong: false };

describe("a schedule of faults", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(makeSchedule(plan)).toEqual(makeSchedule({ ...plan }));
    expect(makeSchedule({ ...plan, seed: 8 })).not.toEqual(makeSchedule(plan));
  });

  it("has every kind of fault within two minutes, whatever the seed", () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const kinds = new Set(makeSchedule({ ...plan, seed }).map(({ kind }) => kind));
      expect([...kinds].sort()).toEqual([...faultKinds].sort());
    }
  });

  it("does one thing at a time to the same worker, and ends in time for it to be mended", () => {
    const busy = new Map<number, number>();
    for (const fault of makeSchedule(plan)) {
      expect(fault.at).toBeLessThan(plan.lastsMs);
      if (fault.kind !== "freeze-worker" && fault.kind !== "cut-worker") continue;
      expect(fault.at).toBeGreaterThan(busy.get(fault.worker) ?? 0);
      busy.set(fault.worker, fault.at + fault.forMs);
    }
  });

  it("freezes for a minute in the long form alone", () => {
    const longest = (faults: Fault[]) =>
      Math.max(...faults.flatMap((fault) => (fault.kind === "freeze-worker" ? [fault.forMs] : [])));
    const long = { ...plan, lastsMs: 1_200_000, isLong: true };
    expect(longest(makeSchedule(long))).toBe(60_000);
    expect(longest(makeSchedule({ ...long, isLong: false }))).toBeLessThan(10_000);
  });
});
