import { expect, it } from "vitest";
import { openWaiting } from "./output-waiting.ts";

it("a batch that was tried stays as it is, whatever comes meanwhile", () => {
  const waiting = openWaiting();
  waiting.add("one\ntw");
  expect(waiting.first(false)).toEqual(["one\n"]);
  waiting.add("o\n");
  expect(waiting.first(false)).toEqual(["one\n"]);
  waiting.drop();
  expect(waiting.first(false)).toEqual(["two\n"]);
  waiting.drop();
  expect(waiting.first(true)).toBeNull();
  expect(waiting.isEmpty()).toBe(true);
});

it("what is too much to wait is counted in its place, and later output waits again", () => {
  const waiting = openWaiting(10);
  waiting.add("1234\n5");
  waiting.first(false);
  waiting.add("too much\n");
  waiting.add("a\n");
  waiting.drop();
  expect(waiting.first(false)).toEqual(["5\n[11 characters left out: the database was away]\n"]);
  waiting.drop();
  waiting.add("b\n");
  expect(waiting.first(false)).toEqual(["b\n"]);
});

it("a last line without its end is stored when the output is over", () => {
  const waiting = openWaiting();
  waiting.add("no end");
  expect(waiting.first(false)).toBeNull();
  expect(waiting.first(true)).toEqual(["no end"]);
});
