/** One thing measured, a neighbour measured in the same run, and what it has to reach. */
export type Figure = {
  what: string;
  /** The median. */
  value: number;
  unit: "ms" | "1/s" | "count" | "MB";
  min?: number;
  max?: number;
  beside?: { what: string; value: number };
  /** A bound on the value itself, or on how many times the neighbour's it is. */
  target?: { of: "value" | "ratio"; is: "at most" | "at least"; bound: number };
};

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** Between two measured ones it is their mean, weighted. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low = Number.NaN, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
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

/** The same of what takes its time elsewhere, one call after the other. */
export async function timesOf(work: () => Promise<unknown>, samples: number): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < samples; turn += 1) {
    const startedAt = performance.now();
    await work();
    taken.push(performance.now() - startedAt);
  }
  return taken;
}

const digits = (value: number) => (value >= 1 ? value.toFixed(1) : value.toFixed(value >= 0.01 ? 3 : 4));
const inUnit = (value: number, unit: Figure["unit"]) => {
  switch (unit) {
    case "ms":
      return `${digits(value)} ms`;
    case "1/s":
      return `${Math.round(value).toLocaleString("en")} a second`;
    case "MB":
      return `${Math.round(value).toLocaleString("en")} MB`;
    case "count":
      return Math.round(value).toLocaleString("en");
  }
};

export const ratioOf = ({ value, beside }: Figure): number | null =>
  beside === undefined ? null : value / beside.value;

/** Whether the figure reaches what it has to; one that has to reach nothing does. */
export function keeps(figure: Figure): boolean {
  const { target } = figure;
  if (target === undefined) return true;
  const found = target.of === "value" ? figure.value : (ratioOf(figure) ?? Number.NaN);
  return target.is === "at most" ? found <= target.bound : found >= target.bound;
}

/** One line: the figure, how many times the neighbour's it is, and its target. */
export function lineOf(figure: Figure): string {
  const { what, value, unit, min, max, beside, target } = figure;
  const spread =
    min === undefined || max === undefined ? "" : ` (${inUnit(min, unit)} to ${inUnit(max, unit)})`;
  const ratio =
    beside === undefined
      ? ""
      : `; ${(value / beside.value).toPrecision(2)} × ${beside.what} (${inUnit(beside.value, unit)})`;
  const bound =
    target === undefined
      ? ""
      : `; target ${target.is} ${target.of === "ratio" ? `${target.bound} ×` : inUnit(target.bound, unit)}: ${keeps(figure) ? "met" : "MISSED"}`;
  return `${what}: ${inUnit(value, unit)}${spread}${ratio}${bound}`;
}

/** The figure as a program reads it. */
export const rowOf = (figure: Figure) => ({
  figure: figure.what,
  value: figure.value,
  unit: figure.unit,
  peer: figure.beside ?? null,
  ratio: ratioOf(figure),
  min: figure.min ?? null,
  max: figure.max ?? null,
  target: figure.target ?? null,
  met: figure.target === undefined ? null : keeps(figure),
});
