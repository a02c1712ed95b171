import { expect, it } from "vitest";
import { type Figure, keeps, lineOf, median, medianOf, quantile, rowOf } from "./measure.ts";

it("the median is the middle, or between the two in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 9])).toBe(3);
  expect(quantile([0, 10, 20, 30, 40], 1)).toBe(40);
  expect(quantile([0, 10], 0.9)).toBe(9);
});

it("each call is measured, and the first ones are not", () => {
  let calls = 0;
  expect(medianOf(() => (calls += 1), { samples: 7, warmUp: 3 })).toBeGreaterThanOrEqual(0);
  expect(calls).toBe(10);
});

const figure: Figure = {
  what: "parsePack",
  value: 25,
  unit: "ms",
  min: 24,
  max: 31,
  beside: { what: "a copy", value: 0.5 },
  target: { of: "value", is: "at most", bound: 20 },
};

it("a figure stands beside its target and its neighbour", () => {
  expect(lineOf(figure)).toBe(
    "parsePack: 25.0 ms (24.0 ms to 31.0 ms); 50 × a copy (0.500 ms); target at most 20.0 ms: MISSED",
  );
  expect(keeps(figure)).toBe(false);
  expect(keeps({ what: "x", value: 25, unit: "ms" })).toBe(true);
});

it("a target on the ratio is held against the neighbour of the same run", () => {
  const rate: Figure = { what: "append", value: 700, unit: "1/s", beside: { what: "INSERT", value: 1_000 } };
  const least = (bound: number): Figure => ({ ...rate, target: { of: "ratio", is: "at least", bound } });
  expect(keeps(least(0.6))).toBe(true);
  expect(keeps(least(0.8))).toBe(false);
  expect(rowOf(least(0.8))).toMatchObject({ figure: "append", ratio: 0.7, min: null, met: false });
});
