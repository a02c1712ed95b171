import { clsx } from "clsx";
import { parseAnsi, type Span } from "./ansi.ts";

const inks: Record<NonNullable<Span["ink"]>, string> = {
  faint: "text-faint",
  breach: "text-breach",
  met: "text-met",
  risk: "text-risk",
  run: "text-run",
  violet: "text-violet",
  teal: "text-teal",
  text: "text-text",
};
const papers: Record<NonNullable<Span["paper"]>, string> = {
  faint: "bg-hover",
  breach: "bg-breach-bg",
  met: "bg-met-bg",
  risk: "bg-risk-bg",
  run: "bg-run-bg",
  violet: "bg-hover",
  teal: "bg-hover",
  text: "bg-line-strong",
};
const weights: Record<Span["weights"][number], string> = {
  bold: "font-semibold",
  dim: "text-faint",
  italic: "italic",
  underline: "underline",
  struck: "line-through",
};

/** On a background words are always in the colour of words: no other pair is sure to be legible. */
const classOf = ({ ink, paper, weights: all }: Span): string =>
  clsx(
    paper === null ? ink !== null && inks[ink] : ["text-text", papers[paper]],
    all.filter((one) => one !== "dim" || (ink === null && paper === null)).map((one) => weights[one]),
  );

/** A line of output in its colours; `sought` is marked wherever it stands, whatever its case. */
export function AnsiLine({ line, sought = "" }: { line: string; sought?: string | undefined }) {
  const spans = parseAnsi(line);
  const text = spans.map((span) => span.text).join("");
  const cuts = cutsOf(text, sought);
  let at = 0;
  return spans.map((span) => {
    const start = at;
    at += span.text.length;
    return (
      <span key={start} className={classOf(span) || undefined}>
        {cuts.length === 0 ? span.text : <Marked text={span.text} start={start} cuts={cuts} />}
      </span>
    );
  });
}

type Cut = { from: number; to: number };

function Marked({ text, start, cuts }: { text: string; start: number; cuts: readonly Cut[] }) {
  const end = start + text.length;
  const inside = cuts.filter(({ from, to }) => to > start && from < end);
  let shown = start;
  const pieces = inside.flatMap(({ from, to }) => {
    const begin = Math.max(from, start);
    const stop = Math.min(to, end);
    const before = text.slice(shown - start, begin - start);
    shown = stop;
    return [
      before,
      <mark key={begin} className="rounded-s bg-accent text-accent-ink">
        {text.slice(begin - start, stop - start)}
      </mark>,
    ];
  });
  return [...pieces, text.slice(shown - start)];
}

function cutsOf(text: string, sought: string): Cut[] {
  if (sought === "") return [];
  const where = text.toLowerCase();
  const what = sought.toLowerCase();
  const cuts: Cut[] = [];
  for (let from = where.indexOf(what); from !== -1; from = where.indexOf(what, from + what.length))
    cuts.push({ from, to: from + what.length });
  return cuts;
}
