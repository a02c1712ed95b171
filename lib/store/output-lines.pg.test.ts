import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#lib/platform/ids.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { connectStore, disconnectStore } from "./client.ts";
import { outputExtent, readOutputLines, searchOutput } from "./output-lines.ts";
import { appendOutput, readOutput, readOutputTail } from "./step-output.ts";

beforeAll(async () => connectStore((await testDatabase()).worker));
afterAll(() => disconnectStore());

const fresh = () => ({ runId: newId(), step: "redeploy", attempt: 1 });
const all = { from: 0, limit: 100 };

it("lines are read by their numbers across the borders of chunks", async () => {
  const address = fresh();
  await appendOutput(address, ["zero\none\n", "two\n"]);
  await appendOutput(address, ["three\nfour"]);
  expect(await outputExtent(address)).toEqual({ lines: 5, characters: 23 });
  expect(await readOutputLines(address, 0, 99)).toEqual(["zero", "one", "two", "three", "four"]);
  expect(await readOutputLines(address, 1, 3)).toEqual(["one", "two", "three"]);
  expect(await readOutputLines(address, 4, 1)).toEqual(["four"]);
  expect(await readOutputLines(address, 5, 9)).toEqual([]);
  expect(await outputExtent(fresh())).toEqual({ lines: 0, characters: 0 });
  expect((await readOutput(address)).map(({ lastLine }) => lastLine)).toEqual([2, 3, 4]);
});

it("a batch that is tried again because no answer came is written once", async () => {
  const address = fresh();
  const place = await appendOutput(address, ["a\n"]);
  const later = await appendOutput(address, ["b\n", "c\n"], place);
  expect(await appendOutput(address, ["b\n", "c\n"], place)).toEqual(later);
  expect(later).toEqual({ chunk: 3, line: 3 });
  await appendOutput(address, ["d\n"]);
  expect(await readOutputLines(address, 0, 9)).toEqual(["a", "b", "c", "d"]);
});

it("a search finds lines whatever their case and colours, and treats its words as they are written", async () => {
  const address = fresh();
  await appendOutput(address, ["ok\nFai\u001b[31mled 100%\u001b[0m\n", "failed 1000\nnothing_\n"]);
  expect(await searchOutput(address, "failed", all)).toEqual({ lines: [1, 2], total: 2 });
  expect(await searchOutput(address, "FAILED 100%", all)).toEqual({ lines: [1], total: 1 });
  expect(await searchOutput(address, "_", all)).toEqual({ lines: [3], total: 1 });
  expect(await searchOutput(address, "31m", all)).toEqual({ lines: [], total: 0 });
  expect(await searchOutput(address, "o", { from: 1, limit: 1 })).toEqual({ lines: [3], total: 1 });
});

it("a tail is as much as fits, and never nothing", async () => {
  const address = fresh();
  await appendOutput(address, ["aaaa\n", "bb\n", "cccccccc\n"]);
  const tail = async (characters: number, afterChunk = 0) =>
    (await readOutputTail(address, { afterChunk, chunks: 10, characters })).map(({ chunk }) => chunk);
  expect(await tail(1)).toEqual([3]);
  expect(await tail(12)).toEqual([2, 3]);
  expect(await tail(100)).toEqual([1, 2, 3]);
  expect(await tail(100, 2)).toEqual([3]);
  expect(await tail(100, 3)).toEqual([]);
});
