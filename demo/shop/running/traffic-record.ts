const windowMilliseconds = 60_000;

type Seen = { at: number; failed: boolean; milliseconds: number };

export type TrafficRecord = ReturnType<typeof trafficRecord>;

/** Counts requests to the API in the last minute, of one release since the proxy switched to it. */
export function trafficRecord() {
  let seen: Seen[] = [];
  const since = performance.now();
  return {
    note(failed: boolean, milliseconds: number): void {
      seen.push({ at: performance.now(), failed, milliseconds });
    },
    summary() {
      const now = performance.now();
      seen = seen.filter(({ at }) => at > now - windowMilliseconds);
      const failed = seen.filter((one) => one.failed).length;
      return {
        windowSeconds: Math.round(Math.min(now - since, windowMilliseconds) / 1_000),
        requests: seen.length,
        failed,
        errorRate: seen.length === 0 ? 0 : failed / seen.length,
        p95Milliseconds: percentile95(seen.map((one) => one.milliseconds)),
      };
    },
  };
}

function percentile95(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.ceil(sorted.length * 0.95) - 1];
  return found === undefined ? null : Math.round(found * 10) / 10;
}
