import { afterEach, describe, expect, it, vi } from "vitest";
import { observeServerTime, serverNow } from "./server-clock.ts";

const start = Date.parse("2026-11-21T14:00:00Z");
const iso = (ms: number) => new Date(ms).toISOString();

afterEach(() => vi.useRealTimers());

describe("the page's clock", () => {
  it("follows the server when this machine's clock is wrong, and trusts the sample that came fastest", () => {
    vi.useFakeTimers({ now: start });
    const truth = start + 300_000;
    observeServerTime(iso(truth - 4000));
    expect(serverNow()).toBe(truth - 4000);
    observeServerTime(iso(truth - 50));
    observeServerTime(iso(truth - 9000));
    expect(serverNow()).toBe(truth - 50);
  });

  it("forgets old samples, so that a clock set right in between does not mislead for long", () => {
    vi.useFakeTimers({ now: start });
    for (let sample = 0; sample < 8; sample++) observeServerTime(iso(start - 1000));
    expect(serverNow()).toBe(start - 1000);
  });

  it("ignores a time that cannot be read", () => {
    vi.useFakeTimers({ now: start });
    const before = serverNow();
    observeServerTime("soon");
    expect(serverNow()).toBe(before);
  });
});
