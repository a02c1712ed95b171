import { clsx } from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";

export type RailEdgeProps = {
  side: "before" | "after";
  /** How many clocks are out of sight on this side, or cut. */
  count: number;
  onTurn: (side: "before" | "after") => void;
};

/** Says how many clocks are out of sight on one side, and brings them. Nothing where all are seen. */
export function RailEdge({ side, count, onTurn }: RailEdgeProps) {
  if (count === 0) return null;
  const Arrow = side === "before" ? ChevronLeft : ChevronRight;
  return (
    <div
      className={clsx(
        "pointer-events-none absolute inset-y-0 flex w-14 items-center from-60% from-ground to-transparent",
        side === "before" ? "left-0 bg-linear-to-r pl-1" : "right-0 justify-end bg-linear-to-l pr-1",
      )}
    >
      <button
        type="button"
        aria-label={`${count} more ${count === 1 ? "clock" : "clocks"} ${side === "before" ? "to the left" : "to the right"}`}
        onClick={() => onTurn(side)}
        className="pointer-events-auto grid h-14 w-9 place-items-center content-center rounded-m border border-line-strong bg-raised font-semibold text-s text-text hover:bg-plate"
      >
        <Arrow aria-hidden className="size-4" />
        <span aria-hidden className="figures">
          +{count}
        </span>
      </button>
    </div>
  );
}
