import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Answer, Said } from "./answer.ts";
import { startVerifier } from "./bounded-verifier.ts";

/** The browser's thread, which does what the test says. */
class Thread extends EventTarget {
  static all: Thread[] = [];
  static get last(): Thread {
    const thread = Thread.all.at(-1);
    if (thread === undefined) throw new Error("no thread was begun");
    return thread;
  }
  asked: unknown[] = [];
  isEnded = false;
  constructor() {
    super();
    Thread.all.push(this);
  }
  postMessage(asked: unknown): void {
    this.asked.push(asked);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(data: Answer): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

const asked = { bundle: new Blob(), keys: "" };
const unreadable: Answer = { kind: "unreadable", reason: "it is none" };
let said: Said[];
const told = () => said.flatMap((one) => (one.kind === "told" ? [[one.name, one.outcome.kind]] : []));
function started() {
  const verifier = startVerifier((one) => said.push(one));
  Thread.last.say({ kind: "ready" });
  return verifier;
}

beforeEach(() => {
  said = [];
  Thread.all = [];
  vi.useFakeTimers();
  vi.stubGlobal("Worker", Thread);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("what was found of one bundle is never told of the one that was chosen meanwhile", () => {
  const verifier = started();
  verifier.check("slow.zip", asked);
  const slow = Thread.last;
  verifier.check("next.zip", asked);
  slow.say(unreadable);
  expect(told()).toEqual([]);
  expect(slow.isEnded).toBe(true);
  Thread.last.say(unreadable);
  expect(told()).toEqual([["next.zip", "unreadable"]]);
});

it("each check has a minute of its own, which no late answer ends", () => {
  const verifier = started();
  verifier.check("slow.zip", asked);
  const slow = Thread.last;
  vi.advanceTimersByTime(30_000);
  verifier.check("endless.zip", asked);
  slow.say(unreadable);
  vi.advanceTimersByTime(59_000);
  expect(told()).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(told()).toEqual([["endless.zip", "stopped"]]);
});

it("after the browser ended a check, the next one is checked", () => {
  const verifier = started();
  verifier.check("large.zip", asked);
  Thread.last.dispatchEvent(new Event("error"));
  expect(said.at(-1)).toMatchObject({
    name: "large.zip",
    outcome: { kind: "stopped", reason: expect.stringContaining("more memory") },
  });
  verifier.check("next.zip", asked);
  expect(Thread.all).toHaveLength(2);
  Thread.last.say({ kind: "ready" });
  Thread.last.say(unreadable);
  expect(told()).toEqual([
    ["large.zip", "stopped"],
    ["next.zip", "unreadable"],
  ]);
  vi.advanceTimersByTime(120_000);
  expect(told()).toHaveLength(2);
});

it("a verifier that cannot be loaded says so of the bundle that was chosen, and is tried again with the next", () => {
  const verifier = startVerifier((one) => said.push(one));
  Thread.last.dispatchEvent(new Event("error"));
  expect(said).toEqual([{ kind: "ready" }]);
  verifier.check("one.zip", asked);
  Thread.last.dispatchEvent(new Event("error"));
  expect(said.at(-1)).toMatchObject({
    name: "one.zip",
    outcome: { reason: expect.stringContaining("could not be loaded") },
  });
});

it("nothing is told of a check that is forgotten, and a thread at rest is kept for the next", () => {
  const verifier = started();
  verifier.forget();
  verifier.check("one.zip", asked);
  const first = Thread.last;
  expect(Thread.all).toHaveLength(1);
  verifier.forget();
  first.say(unreadable);
  vi.advanceTimersByTime(120_000);
  expect(said).toEqual([{ kind: "ready" }]);
  verifier.check("two.zip", asked);
  Thread.last.say(unreadable);
  verifier.check("three.zip", asked);
  expect(Thread.all).toHaveLength(2);
});
