import { describe, expect, it } from "vitest";
import { isQuiet, silencedBy } from "./quiet-hours.ts";

const night = { quietFrom: 22 * 60, quietUntil: 7 * 60, timeZone: "Europe/Berlin" };

describe("quiet hours", () => {
  it.each([
    ["2026-01-10T20:59:00Z", false],
    ["2026-01-10T21:00:00Z", true],
    ["2026-01-11T05:59:00Z", true],
    ["2026-01-11T06:00:00Z", false],
    // In summer the same clock is an hour earlier by UTC.
    ["2026-07-10T20:00:00Z", true],
    ["2026-07-11T05:00:00Z", false],
  ])("go by the person's own clock, over midnight too: %s is quiet: %s", (now, quiet) => {
    expect(isQuiet(night, now)).toBe(quiet);
  });

  it("are none where none were set", () => {
    expect(isQuiet({ ...night, quietFrom: null }, "2026-01-10T23:00:00Z")).toBe(false);
    expect(isQuiet({ ...night, quietUntil: night.quietFrom }, "2026-01-10T23:00:00Z")).toBe(false);
  });
});

const asleep = { person: "a", audiences: ["consumer"], isQuiet: true };
const awake = { person: "b", audiences: ["consumer", "producer"], isQuiet: false };

describe("a notice", () => {
  it("lets a sleeper sleep where somebody else of each audience is reached", () => {
    expect(silencedBy([asleep, awake], [], false)).toEqual(new Set(["a"]));
    expect(silencedBy([asleep], ["consumer"], false)).toEqual(new Set(["a"]));
  });

  it("wakes everybody at a critical severity", () => {
    expect(silencedBy([asleep, awake], ["consumer"], true)).toEqual(new Set());
  });

  it("wakes all of an audience that nobody else is left of", () => {
    expect(silencedBy([asleep, { ...asleep, person: "c" }], [], false)).toEqual(new Set());
    expect(silencedBy([{ ...asleep, audiences: ["consumer", "public"] }, awake], [], false)).toEqual(
      new Set(),
    );
  });
});
