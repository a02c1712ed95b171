import { clsx } from "clsx";
import { ArrowRight, CircleCheck, CircleDashed, CircleX, type LucideIcon, Snowflake } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { type Tone, toneText } from "#components/ui/tone.ts";
import { RuleLink, type RuleRef } from "./rule-link.tsx";

export type BaselineState = "unchanged" | "moved" | "unknown";

export type BaselineValue = {
  id: string;
  label: string;
  locked: string;
  state: BaselineState;
  /** What was seen instead, where it moved. */
  observed?: string | undefined;
  seenAt?: string | undefined;
  rule?: RuleRef | undefined;
};

const looks: Record<BaselineState, { tone: Tone; word: string; Icon: LucideIcon }> = {
  unchanged: { tone: "met", word: "unchanged", Icon: CircleCheck },
  moved: { tone: "breach", word: "moved", Icon: CircleX },
  unknown: { tone: "neutral", word: "not looked at", Icon: CircleDashed },
};

export type BaselinePanelProps = { values: readonly BaselineValue[]; action?: ReactNode | undefined };

/** The locked values: all green, or which one moved, from what to what, and when that was seen. */
export function BaselinePanel({ values, action }: BaselinePanelProps) {
  return (
    <Card>
      <dl>
        {values.map((value) => (
          <ValueRow key={value.id} value={value} />
        ))}
      </dl>
      {action ? <div className="border-line border-t px-3 py-2">{action}</div> : null}
    </Card>
  );
}

function ValueRow({ value }: { value: BaselineValue }) {
  const { tone, word, Icon } = looks[value.state];
  return (
    <div
      className={clsx(
        "flex items-start gap-2.5 border-line border-b px-3 py-1.5 text-s last:border-b-0",
        value.state === "moved" && "bg-breach-bg",
      )}
    >
      <dt className="flex min-w-0 flex-1 items-start gap-2.5">
        <Icon aria-hidden strokeWidth={2.2} className={clsx("mt-[3px] size-3.5 shrink-0", toneText[tone])} />
        <span>
          {value.label}
          <span
            className={value.state === "unchanged" ? "sr-only" : clsx("ml-1.5 font-semibold", toneText[tone])}
          >
            {" "}
            {word}
          </span>
          {value.rule ? <RuleLink rule={value.rule} className="ml-2" /> : null}
        </span>
      </dt>
      <dd className="figures min-w-0 max-w-[60%] text-right text-xs leading-[18px]">
        <span className="break-all">{value.locked}</span>
        {value.observed ? (
          <span className="block break-all text-breach">
            <ArrowRight aria-label="now" className="mr-1 inline size-3" />
            {value.observed}
          </span>
        ) : null}
        {value.seenAt && value.state === "moved" ? (
          <span className="block text-faint">
            seen <Time value={value.seenAt} />
          </span>
        ) : null}
      </dd>
    </div>
  );
}

export type FreezeView = {
  id: string;
  title: string;
  /** What may not move: "Storefront: no promotions, no merges". */
  scope: string;
  since: string;
  /** What lifts it, as half a sentence. */
  until: string;
  /** Who and what passes it all the same. */
  passes: readonly string[];
  rule?: RuleRef | undefined;
};

/** What stands still, since when and until what, and who passes all the same. */
export function FreezeList({ freezes }: { freezes: readonly FreezeView[] }) {
  return (
    <Card>
      <ul>
        {freezes.map((freeze) => (
          <li
            key={freeze.id}
            className="flex items-start gap-2.5 border-line border-b px-3 py-2 text-s last:border-b-0"
          >
            <Snowflake aria-hidden className="mt-[3px] size-3.5 shrink-0 text-run" />
            <div className="min-w-0 flex-1">
              <p>
                <span className="font-semibold">{freeze.title}</span>
                {freeze.rule ? <RuleLink rule={freeze.rule} className="ml-2" /> : null}
              </p>
              <p>{freeze.scope}</p>
              <p className="text-faint text-xs">
                since <Time value={freeze.since} /> until {freeze.until}
              </p>
              {freeze.passes.length === 0 ? null : (
                <p className="text-faint text-xs">Admitted meanwhile: {freeze.passes.join(", ")}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
