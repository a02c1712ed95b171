import { clsx } from "clsx";
import { PenLine } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import type { Anchors } from "#lib/domain/protocol/document/anchors.ts";
import type { Part } from "#lib/domain/protocol/document/model.ts";
import { Blocks } from "./blocks.tsx";

type Depth = 3 | 4 | 5 | 6;
type ClauseProps = { part: Part; anchors: Anchors; depth: Depth; level?: Level | undefined };
type Level = "part" | "item";

const plates = {
  part: "border-line bg-plate",
  item: "border-transparent border-l-line-strong py-1.5!",
};

/** A part of the protocol at the anchor of its rule, and marked where the words are ours and not the source's. */
export function Clause({ part, anchors, depth, level = "part" }: ClauseProps) {
  return (
    <article
      id={part.id}
      className={clsx(
        "scroll-mt-4 rounded-m border px-3.5 py-3 has-[>span:target]:border-accent has-[>span:target]:bg-hover target:border-accent target:bg-hover",
        plates[level],
      )}
    >
      <AnchorPoints rules={anchors.get(part.id)} />
      <ClauseHead part={part} level={level} depth={depth} />
      {part.blocks.length === 0 ? null : (
        <div className="mt-1.5 grid gap-1.5 text-s text-soft">
          <Blocks blocks={part.blocks} />
        </div>
      )}
      {part.reading === undefined ? null : <Reading>{part.reading}</Reading>}
      <Items part={part} anchors={anchors} depth={depth} />
    </article>
  );
}

function ClauseHead({ part, level, depth }: { part: Part; level: Level; depth: Depth }) {
  const Heading = `h${depth}` as const;
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <Heading className={clsx("min-w-0", level === "part" ? "font-semibold" : "font-medium text-s")}>
        {part.title}
      </Heading>
      {part.tags.map(({ words, tone }) => (
        <Badge key={words} tone={tone}>
          {words}
        </Badge>
      ))}
      {part.aside === undefined ? null : <span className="text-s text-soft">{part.aside}</span>}
      {part.rule === undefined ? null : <RuleMark rule={part.rule} className="ml-auto" />}
    </div>
  );
}

const deeper = { 3: 4, 4: 5, 5: 6, 6: 6 } as const;

function Items({ part, anchors, depth }: ClauseProps) {
  if (part.items.length === 0) return null;
  return (
    <ul className="mt-2 grid gap-1">
      {part.items.map((item) => (
        <li key={item.id}>
          <Clause part={item} anchors={anchors} depth={deeper[depth]} level="item" />
        </li>
      ))}
    </ul>
  );
}

/** Where the rules' ids lead to. */
export function AnchorPoints({ rules = [] }: { rules: readonly string[] | undefined }) {
  return rules.map((rule) => <span key={rule} id={rule} className="scroll-mt-4" />);
}

export function RuleMark({ rule, className }: { rule: string; className?: string | undefined }) {
  return (
    <a
      href={`#${rule}`}
      title={`Rule ${rule}`}
      className={clsx(
        "figures whitespace-nowrap text-faint text-xs underline decoration-dotted underline-offset-2 hover:text-text",
        className,
      )}
    >
      {rule}
    </a>
  );
}

/** Where the source is silent and somebody had to decide. */
export function Reading({ children }: { children: string }) {
  return (
    <p className="mt-2 flex items-start gap-2 border-risk/60 border-l-2 pl-2.5 text-s">
      <PenLine aria-hidden className="mt-[3px] size-3.5 shrink-0 text-risk" />
      <span>
        <b className="font-semibold text-risk">Our reading.</b> {children}
      </span>
    </p>
  );
}
