import { describe, expect, it } from "vitest";
import type { StoredEntry } from "#lib/store/log/entry.ts";
import { EntryFrames } from "./frame.ts";
import { Subscriber } from "./subscriber.ts";

const entry = (seq: number, audience: StoredEntry["audience"] = "room") =>
  new EntryFrames({
    event: {
      seq,
      hash: "",
      type: "NoteAdded",
      facts: { kind: "note" },
      actor: { kind: "person", id: "p" },
      occurredAt: "2026-11-21T10:00:00.000Z",
      recordedAt: "2026-11-21T10:00:00.000Z",
    },
    text: { body: "words" },
    isRedacted: false,
    audience,
  });

function listener(afterSeq: number, takes = Number.POSITIVE_INFINITY) {
  const told: string[] = [];
  let isClosed = false;
  const sink = {
    write: (bytes: Uint8Array) => told.push(new TextDecoder().decode(bytes)) <= takes,
    close: () => {
      isClosed = true;
    },
  };
  const subscriber = new Subscriber({ personId: "p", isAuditor: false }, "s", afterSeq, sink);
  const ids = () => told.flatMap((frame) => /^id: (\d+)/.exec(frame)?.[1] ?? []).map(Number);
  return { subscriber, told, ids, isClosed: () => isClosed };
}

describe("an open stream", () => {
  it("holds back what is announced until what was missed has been sent, and sends nothing twice", () => {
    const { subscriber, ids } = listener(1);
    subscriber.offer(entry(3), []);
    subscriber.offer(entry(4), []);
    expect(ids()).toEqual([]);
    subscriber.caughtUp([entry(2), entry(3)], []);
    subscriber.offer(entry(4), []);
    subscriber.offer(entry(5), []);
    expect(ids()).toEqual([2, 3, 4, 5]);
  });

  it("sends nothing that the browser has", () => {
    const { subscriber, ids } = listener(3);
    subscriber.caughtUp([entry(2), entry(3), entry(4)], []);
    expect(ids()).toEqual([4]);
  });

  it("sends an entry for another party without its words", () => {
    const { subscriber, told } = listener(0);
    subscriber.caughtUp([entry(1, "party:producer")], [{ person: "p", roles: [], party: "consumer" }]);
    expect(told.join()).toContain('"text":null');
    expect(told.join()).not.toContain("words");
  });

  it("is dropped when it takes too little, and hears no more", () => {
    const { subscriber, ids } = listener(0, 1);
    subscriber.caughtUp([entry(1), entry(2), entry(3)], []);
    expect(subscriber.isOpen).toBe(false);
    expect(ids()).toEqual([1, 2]);
  });

  it("says why it ends and is closed", () => {
    const { subscriber, told, isClosed } = listener(0);
    subscriber.end("age");
    expect(told.at(-1)).toContain('"cause":"age"');
    expect(isClosed()).toBe(true);
    subscriber.end("session");
    expect(told.join()).not.toContain("session");
  });
});
