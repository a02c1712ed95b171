import { clsx } from "clsx";
import { Check } from "lucide-react";

export type Phase = { id: string; title: string };
export type PhaseStepperProps = {
  phases: readonly Phase[];
  currentId: string;
  className?: string | undefined;
};

type Place = "past" | "here" | "ahead";
const places: Record<Place, { look: string; said: string }> = {
  past: { look: "text-met", said: "done" },
  here: { look: "bg-run-bg font-semibold text-run", said: "now" },
  ahead: { look: "text-faint", said: "ahead" },
};

function placeOf(index: number, current: number): Place {
  if (index < current) return "past";
  return index === current ? "here" : "ahead";
}

/** Where the incident stands. On narrow screens only the present phase and its number. */
export function PhaseStepper({ phases, currentId, className }: PhaseStepperProps) {
  const current = phases.findIndex((phase) => phase.id === currentId);
  return (
    <div className={clsx("text-s", className)}>
      <p className="truncate rounded-full bg-run-bg px-2.5 py-0.5 font-semibold text-run xl:hidden">
        <span className="sr-only">Phase </span>
        {phases[current]?.title ?? currentId}
        <span className="figures ml-1.5 font-normal text-xs max-md:hidden">
          {current + 1}/{phases.length}
        </span>
      </p>
      <ol aria-label="Phase" className="flex gap-1 max-xl:hidden">
        {phases.map((phase, index) => {
          const place = placeOf(index, current);
          return (
            <li
              key={phase.id}
              aria-current={place === "here" ? "step" : undefined}
              className={clsx(
                "flex items-center gap-1 whitespace-nowrap rounded-full px-2 py-0.5",
                places[place].look,
              )}
            >
              {place === "past" ? <Check aria-hidden className="size-3.5" /> : null}
              {phase.title}
              <span className="sr-only">, {places[place].said}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
