/** One thing measured: how long it takes at the median, how long it may take, and a neighbour for comparison. */
export type Figure = {
  what: string;
  medianMs: number;
  boundMs?: number;
  beside?: { what: string; medianMs: number };
};

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** Each call by itself, after a few that only warm up. */
export function medianOf(work: () => unknown, { samples = 300, warmUp = 50 } = {}): number {
  for (let turn = 0; turn < warmUp; turn += 1) work();
  const taken = Array.from({ length: samples }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return median(taken);
}

const inMs = (ms: number) => (ms >= 1 ? ms.toFixed(1) : ms >= 0.01 ? ms.toFixed(3) : ms.toFixed(4));

export const keeps = ({ medianMs, boundMs }: Figure): boolean => boundMs === undefined || medianMs <= boundMs;

/** One line: the figure, its bound, and how many times the neighbour's it is. */
export function lineOf(figure: Figure): string {
  const { what, medianMs, boundMs, beside } = figure;
  const bound =
    boundMs === undefined ? "" : `, bound ${inMs(boundMs)} ms: ${keeps(figure) ? "kept" : "BROKEN"}`;
  const ratio =
    beside === undefined
      ? ""
      : `; ${(medianMs / beside.medianMs).toPrecision(2)} × ${beside.what} (${inMs(beside.medianMs)} ms)`;
  return `${what}: ${inMs(medianMs)} ms${bound}${ratio}`;
}
