import { clsx } from "clsx";
import type { ReactNode } from "react";

export type PanelProps = {
  title: string;
  /** Short fact at the right of the heading: a count, a state. */
  aside?: ReactNode | undefined;
  children: ReactNode;
  id?: string | undefined;
  level?: 2 | 3 | undefined;
  className?: string | undefined;
};

/** A titled section of a screen. */
export function Panel({ title, aside, children, id, level = 2, className }: PanelProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section id={id} aria-label={title} className={clsx("mb-5 min-w-0", className)}>
      <div className="mb-2 flex items-baseline justify-between gap-3">
        <Heading className="eyebrow">{title}</Heading>
        {aside ? <div className="text-right text-faint text-s">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}

export type CardProps = { children: ReactNode; className?: string | undefined };

/** A plate; rows inside it are parted by lines. */
export function Card({ children, className }: CardProps) {
  return (
    <div className={clsx("overflow-hidden rounded-m border border-line bg-plate", className)}>{children}</div>
  );
}

export type RowProps = CardProps & { end?: ReactNode | undefined; as?: "div" | "li" | undefined };

export function Row({ children, end, as: Tag = "div", className }: RowProps) {
  return (
    <Tag
      className={clsx(
        "flex items-center gap-2.5 border-line border-b px-3 py-2 text-s last:border-b-0",
        className,
      )}
    >
      {children}
      {end ? <span className="ml-auto shrink-0 text-right text-soft">{end}</span> : null}
    </Tag>
  );
}

/** The plate's padded inside, where no rows are needed. */
export function CardBody({ children, className }: CardProps) {
  return <div className={clsx("px-3 py-3", className)}>{children}</div>;
}
