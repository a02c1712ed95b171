import { expect, it } from "vitest";
import { firstSigningTime } from "./signing-time.ts";

it("a deputy is offered from the minute that it is, in UTC, for twelve hours, over midnight too", () => {
  const { from, until } = firstSigningTime(Date.UTC(2026, 1, 8, 21, 40, 59));
  expect([from, until]).toEqual(["2026-02-08T21:40", "2026-02-09T09:40"]);
});
