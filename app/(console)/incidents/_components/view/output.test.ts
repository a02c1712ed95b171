import { describe, expect, it } from "vitest";
import { outputLines } from "./output.ts";

const address = { run: "r", step: "s", attempt: 1 };
const lines = (...chunks: [number, string][]) =>
  outputLines(
    { "r s 1": chunks.map(([chunk, text]) => ({ ...address, chunk, text, lastLine: chunk })) },
    address,
  ).map(({ text }) => text);

describe("a step's output", () => {
  it("joins a line that was cut between two chunks", () => {
    expect(lines([1, "one\ntw"], [2, "o\nthree"])).toEqual(["one", "two", "three"]);
  });

  it("has no empty last line", () => {
    expect(lines([1, "one\n"])).toEqual(["one"]);
  });

  it("says where chunks are missing instead of joining what does not belong together", () => {
    expect(lines([1, "one"], [3, "three"])).toEqual(["one", "… earlier output is not shown here …", "three"]);
    expect(lines([4, "late"])).toEqual(["… earlier output is not shown here …", "late"]);
  });

  it("is numbered as the whole of it is, also where only its end is here", () => {
    const end = [{ ...address, chunk: 9, text: "a\nb\n", lastLine: 300 }];
    expect(outputLines({ "r s 1": end }, address).map(({ number }) => number)).toEqual([null, 299, 300]);
  });

  it("is empty where nothing was printed", () => {
    expect(lines()).toEqual([]);
  });
});
