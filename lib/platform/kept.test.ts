import { expect, it } from "vitest";
import { keptByText, keptByValue } from "./kept.ts";

it("an equal text gives the very same value, another one its own", () => {
  const parsed = keptByText<unknown>(2, JSON.parse);
  const first = parsed('{"a":1}');
  expect(parsed(`{"a":${Number("1")}}`)).toBe(first);
  expect(parsed('{"a":2}')).toEqual({ a: 2 });
});

it("no more are kept than were allowed, and the one that was asked for longest ago goes first", () => {
  const made: string[] = [];
  const kept = keptByText(2, (text) => made.push(text));
  for (const text of ["a", "b", "a", "c", "a", "b"]) kept(text);
  expect(made).toEqual(["a", "b", "c", "b"]);
});

it("a value is made something of once", () => {
  let times = 0;
  const kept = keptByValue((value: { a: number }) => `${value.a} ${++times}`);
  const one = { a: 1 };
  expect([kept(one), kept(one), kept({ a: 1 })]).toEqual(["1 1", "1 1", "1 2"]);
});
