import { clsx } from "clsx";
import { CircleCheck, CircleDashed, CircleX, Clock3, type LucideIcon, Signature } from "lucide-react";
import { Card } from "#components/ui/card.tsx";
import { type Tone, toneText } from "#components/ui/tone.ts";
import { RuleLink, type RuleRef } from "./rule-link.tsx";

export type CriterionState = "holds" | "fails" | "waiting" | "unknown";

export type Criterion = {
  id: string;
  title: string;
  state: CriterionState;
  rule?: RuleRef | undefined;
  /** Why: what was checked, when and with what outcome. */
  because?: string | undefined;
  evidence?: { label: string; href: string } | undefined;
  /** A named person's word looks different from a check. */
  attestedBy?: string | undefined;
};

const looks: Record<CriterionState, { tone: Tone; word: string; Icon: LucideIcon }> = {
  holds: { tone: "met", word: "holds", Icon: CircleCheck },
  fails: { tone: "breach", word: "fails", Icon: CircleX },
  waiting: { tone: "risk", word: "waiting", Icon: Clock3 },
  unknown: { tone: "neutral", word: "unknown", Icon: CircleDashed },
};

const urgency: Record<CriterionState, number> = { fails: 0, waiting: 1, unknown: 2, holds: 3 };

/** What does not hold first. The number that holds belongs in the panel's heading: see `holding`. */
export function CriteriaList({ criteria }: { criteria: readonly Criterion[] }) {
  const ordered = [...criteria].sort((a, b) => urgency[a.state] - urgency[b.state]);
  return (
    <Card>
      <ul>
        {ordered.map((criterion) => (
          <CriterionRow key={criterion.id} criterion={criterion} />
        ))}
      </ul>
    </Card>
  );
}

export function holding(criteria: readonly Criterion[]): string {
  return `${criteria.filter((criterion) => criterion.state === "holds").length} of ${criteria.length} hold`;
}

function CriterionRow({ criterion }: { criterion: Criterion }) {
  const { tone, word, Icon } = looks[criterion.state];
  const isCalm = criterion.state === "holds";
  return (
    <li className="flex items-start gap-2.5 border-line border-b px-3 py-2 text-s last:border-b-0">
      <Icon aria-hidden strokeWidth={2.2} className={clsx("mt-0.5 size-4 shrink-0", toneText[tone])} />
      <div className="min-w-0 flex-1">
        <p className={isCalm ? undefined : "font-semibold"}>
          {criterion.title}{" "}
          <span className={isCalm ? "sr-only" : clsx("font-normal", toneText[tone])}>{word}</span>
        </p>
        <Because criterion={criterion} />
      </div>
      {criterion.rule ? <RuleLink rule={criterion.rule} className="mt-0.5 shrink-0" /> : null}
    </li>
  );
}

function Because({ criterion }: { criterion: Criterion }) {
  const { because, evidence, attestedBy } = criterion;
  if (!because && !evidence && !attestedBy) return null;
  return (
    <p className="text-soft">
      {attestedBy ? (
        <span className="mr-1.5 inline-flex items-center gap-1 text-text">
          <Signature aria-hidden className="size-3.5" /> {attestedBy} attests.
        </span>
      ) : null}
      {because}
      {evidence ? (
        <>
          {because ? " · " : ""}
          <a href={evidence.href} className="link">
            {evidence.label}
          </a>
        </>
      ) : null}
    </p>
  );
}
