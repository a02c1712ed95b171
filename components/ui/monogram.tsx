import { clsx } from "clsx";

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0]?.[0] ?? "?";
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}

export type MonogramProps = {
  name: string;
  /** Shown as a ring, and said in the title. */
  isHere?: boolean | undefined;
  className?: string | undefined;
};

/** A person as two letters; the name itself stands beside it or in the title. */
export function Monogram({ name, isHere, className }: MonogramProps) {
  const said = isHere === undefined ? name : `${name}, ${isHere ? "here" : "away"}`;
  return (
    <span
      title={said}
      className={clsx(
        "inline-grid size-6 shrink-0 place-items-center rounded-full bg-line-strong font-bold text-[10px] text-text",
        isHere && "outline-2 outline-met outline-offset-1",
        className,
      )}
    >
      <span aria-hidden>{initialsOf(name)}</span>
      <span className="sr-only">{said}</span>
    </span>
  );
}
