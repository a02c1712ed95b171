import { expect, it } from "vitest";
import { endOfAnswer, entryNumbers, follow } from "./order.ts";

it("a reader who misses an entry or gets one again is found out", () => {
  const seen = (ids: number[]) => {
    const order = { last: 4, gaps: 0, doubles: 0 };
    for (const id of ids) follow(order, id);
    return order;
  };
  expect(seen([5, 6, 7])).toEqual({ last: 7, gaps: 0, doubles: 0 });
  expect(seen([5, 5, 6])).toEqual({ last: 6, gaps: 0, doubles: 1 });
  expect(seen([5, 7, 6])).toEqual({ last: 7, gaps: 1, doubles: 1 });
});

it("entries are counted when they are whole, wherever the stream was cut", () => {
  const stream = `retry: 500\n\n\r\n1f\r\nid: 7\nevent: entry\ndata: {}\n\n: alive\n\nid: 8\nevent: entry\ndata: "id: 9"\n\n`;
  for (const size of [1, 3, 1_000]) {
    const take = entryNumbers();
    const pieces = stream.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
    expect(pieces.flatMap(take)).toEqual([7, 8]);
  }
});

it("an answer ends where its length or its last chunk says so", () => {
  const counted = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  expect(endOfAnswer(counted)).toBe(counted.length);
  expect(endOfAnswer(counted.slice(0, -1))).toBeNull();
  const chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  expect(endOfAnswer(chunked)).toBe(chunked.length);
  expect(endOfAnswer(chunked.slice(0, -3))).toBeNull();
  const known = "HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n";
  expect(endOfAnswer(known)).toBe(known.length);
});
