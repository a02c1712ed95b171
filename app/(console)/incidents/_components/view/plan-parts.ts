import type { PlanPart } from "#components/incident/plan-lanes.tsx";
import type { PlanStep } from "#components/incident/plan-steps.tsx";
import { partsOf } from "#lib/domain/rollback/parts.ts";
import type { Lexicon } from "../sentence/lexicon.ts";

type Planned = { id: string; lane?: string | undefined; expectedSeconds: number };

/** Shown steps as their plan walks them: runs of single steps as one list, lanes that go together beside one another. */
export function planParts(
  planned: readonly Planned[],
  shown: readonly PlanStep[],
  names: Lexicon,
): PlanPart[] {
  const shownOf = (steps: readonly Planned[]) =>
    steps.flatMap(({ id }) => shown.find((step) => step.id === id) ?? []);
  const parts: PlanPart[] = [];
  for (const lanes of partsOf(planned)) {
    const before = parts.at(-1)?.lanes[0];
    const isSingle = lanes[0]?.[0]?.lane === undefined;
    if (isSingle && before?.title === "") {
      const steps = [...before.steps, ...shownOf(lanes.flat())];
      parts.splice(-1, 1, { id: before.id, lanes: [{ ...before, steps }] });
      continue;
    }
    const made = lanes.map((steps) => {
      const [first] = steps;
      const title = first?.lane === undefined ? "" : (names.pack.lanes[first.lane]?.title ?? first.lane);
      return { id: first?.id ?? "", title, steps: shownOf(steps) };
    });
    parts.push({ id: made[0]?.id ?? "", lanes: made });
  }
  return parts;
}
