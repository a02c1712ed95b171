import { describe, expect, it } from "vitest";
import { countdownText, durationText, utcText } from "./time-text.ts";

describe("instants", () => {
  it("are written in UTC whatever the process's zone", () => {
    expect(utcText("2026-11-21T23:30:05+02:00", "seconds")).toBe("21:30:05");
    expect(utcText("2026-11-21T23:30:05+02:00", "both")).toBe("21 Nov 2026, 21:30");
  });

  it("that cannot be read say so", () => {
    expect(utcText("yesterday", "time")).toBe("unknown time");
  });
});

describe("countdownText", () => {
  it.each([
    [432, "07:12"],
    [0.2, "00:01"],
    [0, "00:00"],
    [-0.4, "00:00"],
    [-100, "−01:40"],
    [3723, "1:02:03"],
    [86_400, "24:00:00"],
  ])("%d s left reads %s", (seconds, text) => expect(countdownText(seconds)).toBe(text));
});

describe("durationText", () => {
  it.each([
    [0, "0 s"],
    [40, "40 s"],
    [369, "6 min 9 s"],
    [7200, "2 h"],
    [187_200, "2 d 4 h"],
    [-5, "0 s"],
  ])("%d s reads %s", (seconds, text) => expect(durationText(seconds)).toBe(text));
});
