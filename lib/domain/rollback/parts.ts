type Laned = { lane?: string | undefined; expectedSeconds: number };

/** Steps in parts that follow one another: in each, one step of no lane, or lanes that are walked at the same time. */
export function partsOf<S extends Laned>(steps: readonly S[]): S[][][] {
  const parts: Map<string, S[]>[] = [];
  let open: Map<string, S[]> | null = null;
  for (const step of steps) {
    if (step.lane === undefined || open === null) {
      const part: Map<string, S[]> = new Map();
      parts.push(part);
      open = step.lane === undefined ? null : part;
      part.set(step.lane ?? "", [step]);
      continue;
    }
    open.set(step.lane, [...(open.get(step.lane) ?? []), step]);
  }
  return parts.map((part) => [...part.values()]);
}

/** How long steps should take: lanes beside one another as long as the longest of them. */
export const expectedSecondsOf = (steps: readonly Laned[]): number =>
  partsOf(steps).reduce((sum, lanes) => sum + Math.max(...lanes.map(sumOf)), 0);

const sumOf = (steps: readonly Laned[]) =>
  steps.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0);
