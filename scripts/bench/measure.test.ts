import { expect, it } from "vitest";
import { keeps, lineOf, median, medianOf } from "./measure.ts";

it("the median is the middle, or between the two in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 9])).toBe(3);
});

it("each call is measured, and the first ones are not", () => {
  let calls = 0;
  expect(medianOf(() => (calls += 1), { samples: 7, warmUp: 3 })).toBeGreaterThanOrEqual(0);
  expect(calls).toBe(10);
});

it("a figure stands beside its bound and its neighbour", () => {
  const figure = {
    what: "parsePack",
    medianMs: 25,
    boundMs: 20,
    beside: { what: "a copy", medianMs: 0.5 },
  };
  expect(lineOf(figure)).toBe("parsePack: 25.0 ms, bound 20.0 ms: BROKEN; 50 × a copy (0.500 ms)");
  expect(keeps(figure)).toBe(false);
  expect(keeps({ what: "x", medianMs: 25 })).toBe(true);
});
