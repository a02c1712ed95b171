import { describe, expect, it } from "vitest";
import { type ClockView, orderClocks, readClock } from "./clock-face.ts";

const start = Date.parse("2026-11-21T14:02:00Z");
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const running: ClockView = {
  id: "recommendation",
  title: "Rollback recommendation",
  owner: "producer",
  state: "running",
  totalSeconds: 1800,
  startedAt: at(0),
  dueAt: at(1800),
  atRiskAt: at(1200),
};

describe("a clock's face", () => {
  it("counts down and fills while it runs", () => {
    expect(readClock(running, start + 900_000)).toMatchObject({
      word: "Running",
      figures: "15:00",
      share: 0.5,
      tone: "run",
    });
  });

  it("is at risk from its own instant on", () => {
    expect(readClock(running, start + 1_200_000)).toMatchObject({ word: "At risk", tone: "risk" });
  });

  it("says past due, never breached, before the server has recorded a breach", () => {
    expect(readClock(running, start + 1_803_000)).toMatchObject({
      word: "Past due",
      figures: "−00:03",
      tone: "breach",
    });
    expect(readClock({ ...running, state: "breached" }, start + 1_803_000).word).toBe("Breached");
  });

  it("freezes when it is met, whatever time it is", () => {
    const met: ClockView = { ...running, state: "met", metAt: at(531) };
    const reading = readClock(met, start + 9_000_000);
    expect(reading).toMatchObject({
      word: "Met, 21 min 9 s early",
      figures: "08:51",
      tone: "met",
      isSettled: true,
    });
    expect(readClock(met, start)).toEqual(reading);
  });

  it("keeps the breach in sight when it is met late", () => {
    const late: ClockView = { ...running, state: "breached", metAt: at(1982) };
    expect(readClock(late, start)).toMatchObject({ word: "Breached, met 3 min 2 s late", tone: "breach" });
  });

  it("shows its whole length before it starts", () => {
    const idle: ClockView = {
      id: "pin",
      title: "Re-pin",
      owner: "consumer",
      state: "idle",
      totalSeconds: 1800,
    };
    expect(readClock(idle, start)).toMatchObject({ word: "Not started", figures: "30:00", share: 0 });
  });
});

describe("the clock rail", () => {
  it("puts the soonest due first, then the met, then those not started", () => {
    const idle: ClockView = { ...running, id: "idle", state: "idle", startedAt: undefined, dueAt: undefined };
    const met: ClockView = { ...running, id: "met", state: "met", metAt: at(1) };
    const soon: ClockView = { ...running, id: "soon", dueAt: at(600) };
    expect(orderClocks([idle, met, running, soon]).map((clock) => clock.id)).toEqual([
      "soon",
      "recommendation",
      "met",
      "idle",
    ]);
  });
});
