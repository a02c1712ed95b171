import { clsx } from "clsx";
import { PenLine } from "lucide-react";
import type { ReactNode } from "react";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { Anchors } from "./anchors.ts";

/** The pack with the anchors of its rules: what every section of the document is made from. */
export type PackDocument = { pack: ProtocolPack; anchors: Anchors };

export type ClauseProps = {
  document: PackDocument;
  /** The part's place, as `placesOf` names it. */
  place: string;
  title: ReactNode;
  of: { rule?: string | undefined; reading?: string | undefined };
  /** A short fact at the right of the title. */
  aside?: ReactNode | undefined;
  children?: ReactNode | undefined;
  level?: "part" | "item" | undefined;
};

/** A part of the protocol at the anchor of its rule, and marked where the words are ours and not the source's. */
export function Clause({ document, place, title, of, aside, children, level = "part" }: ClauseProps) {
  const Heading = level === "part" ? "h3" : "h4";
  return (
    <article
      id={place}
      className={clsx(
        "rounded-m border px-3.5 py-3 has-target:border-accent has-target:bg-hover target:border-accent target:bg-hover",
        level === "part" ? "border-line bg-plate" : "border-transparent border-l-line-strong py-1.5!",
      )}
    >
      {(document.anchors.get(place) ?? []).map((rule) => (
        <span key={rule} id={rule} />
      ))}
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Heading className={clsx("min-w-0", level === "part" ? "font-semibold" : "font-medium text-s")}>
          {title}
        </Heading>
        {aside ? <span className="text-s text-soft">{aside}</span> : null}
        {of.rule ? <RuleMark rule={of.rule} /> : null}
      </div>
      {children ? <div className="mt-1 grid gap-1 text-s text-soft">{children}</div> : null}
      {of.reading ? <Reading>{of.reading}</Reading> : null}
    </article>
  );
}

function RuleMark({ rule }: { rule: string }) {
  return (
    <a
      href={`#${rule}`}
      title={`Rule ${rule}`}
      className="figures ml-auto whitespace-nowrap text-faint text-xs underline decoration-dotted underline-offset-2 hover:text-text"
    >
      {rule}
    </a>
  );
}

/** Where the source is silent and somebody had to decide. */
function Reading({ children }: { children: ReactNode }) {
  return (
    <p className="mt-2 flex items-start gap-2 border-risk/60 border-l-2 pl-2.5 text-s">
      <PenLine aria-hidden className="mt-[3px] size-3.5 shrink-0 text-risk" />
      <span>
        <b className="font-semibold text-risk">Our reading.</b> {children}
      </span>
    </p>
  );
}

export type SectionProps = { id: string; title: string; lead?: string | undefined; children: ReactNode };

export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section aria-labelledby={`section-${id}`} className="mb-10">
      <h2 id={`section-${id}`} className="font-semibold text-xl">
        {title}
      </h2>
      {lead ? <p className="mt-1 max-w-prose text-soft">{lead}</p> : null}
      <div className="mt-3 grid gap-2">{children}</div>
    </section>
  );
}
