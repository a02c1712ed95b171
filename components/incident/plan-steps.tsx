"use client";

import { clsx } from "clsx";
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleX,
  Hand,
  LoaderCircle,
  type LucideIcon,
  SkipForward,
} from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { useServerNow } from "#components/ui/server-clock.ts";
import { countdownText, durationText, elapsedText } from "#components/ui/time-text.ts";
import { type Tone, toneText } from "#components/ui/tone.ts";
import { RuleLink, type RuleRef } from "./rule-link.tsx";

export type StepState =
  | "waiting"
  | "running"
  | "succeeded"
  | "failed"
  | "in-doubt"
  | "awaits-person"
  | "skipped"
  | "aborted";

export type PlanStep = {
  id: string;
  number: number;
  title: string;
  state: StepState;
  expectedSeconds: number;
  startedAt?: string | undefined;
  endedAt?: string | undefined;
  /** The exact command as it will run or ran. A manual step has none. */
  argv?: readonly string[] | undefined;
  note?: string | undefined;
  rule?: RuleRef | undefined;
  /** Live log, or the four answers to a failed step. */
  children?: ReactNode | undefined;
};

type Look = { tone: Tone; word: string; Icon: LucideIcon };
const looks: Record<StepState, Look> = {
  waiting: { tone: "neutral", word: "Waiting", Icon: CircleDashed },
  running: { tone: "run", word: "Running", Icon: LoaderCircle },
  succeeded: { tone: "met", word: "Done", Icon: CircleCheck },
  failed: { tone: "breach", word: "Failed", Icon: CircleX },
  "in-doubt": { tone: "risk", word: "In doubt", Icon: CircleQuestionMark },
  "awaits-person": { tone: "risk", word: "By hand", Icon: Hand },
  skipped: { tone: "neutral", word: "Skipped", Icon: SkipForward },
  aborted: { tone: "breach", word: "Aborted", Icon: Ban },
};

/** A command line as a person would type it: an argument that a shell would split is quoted. */
export function commandLine(argv: readonly string[]): string {
  return argv
    .map((part) => (/^[\w@%+=:,./-]+$/u.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`))
    .join(" ");
}

function elapsedSeconds(step: PlanStep, now: number): number | null {
  if (!step.startedAt) return null;
  const end = step.endedAt ? Date.parse(step.endedAt) : now;
  return Math.max(0, (end - Date.parse(step.startedAt)) / 1000);
}

export type PlanStepsProps = { steps: readonly PlanStep[]; renderedAt: string; label?: string | undefined };

/** The steps of a plan or run, each with its state, its exact command and its time against the expected one. */
export function PlanSteps({ steps, renderedAt, label = "Steps" }: PlanStepsProps) {
  return (
    <Card>
      <ol aria-label={label}>
        {steps.map((step) => (
          <li
            key={step.id}
            className={clsx(
              "border-line border-b px-3 py-2 last:border-b-0",
              step.state === "running" && "bg-run-bg",
            )}
          >
            <StepHead step={step} renderedAt={renderedAt} />
            {step.state === "running" ? <StepProgress step={step} renderedAt={renderedAt} /> : null}
            {step.argv ? <Argv argv={step.argv} /> : null}
            {step.note ? <p className="mt-1 ml-[26px] text-s text-soft">{step.note}</p> : null}
            {step.children ? <div className="mt-2 ml-[26px]">{step.children}</div> : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepHead({ step, renderedAt }: { step: PlanStep; renderedAt: string }) {
  const { tone, word, Icon } = looks[step.state];
  return (
    <div className="flex items-center gap-2.5 text-s">
      <Icon
        aria-hidden
        strokeWidth={2.2}
        className={clsx(
          "size-4 shrink-0",
          toneText[tone],
          step.state === "running" && "animate-spin motion-reduce:animate-none",
        )}
      />
      <span className="min-w-0 flex-1">
        <span className="figures mr-1.5 text-faint">{step.number}</span>
        <span className={clsx(step.state === "running" && "font-semibold")}>{step.title}</span>
        {step.rule ? <RuleLink rule={step.rule} className="ml-2" /> : null}
      </span>
      <span className={clsx("shrink-0 text-right", toneText[tone])}>
        {step.state === "waiting" ? (
          <span className="sr-only">{word}</span>
        ) : (
          <span className="font-semibold">{word} </span>
        )}
        <StepTime step={step} renderedAt={renderedAt} />
      </span>
    </div>
  );
}

function StepTime({ step, renderedAt }: { step: PlanStep; renderedAt: string }) {
  const now = useServerNow(renderedAt);
  const elapsed = elapsedSeconds(step, now);
  if (elapsed === null) return <span className="text-faint">about {durationText(step.expectedSeconds)}</span>;
  if (step.state !== "running") return <span className="text-faint">{elapsedText(elapsed)}</span>;
  return (
    <span className={clsx("figures", elapsed > step.expectedSeconds && "text-risk")}>
      {countdownText(Math.floor(elapsed))}
      <span className="text-faint"> / {countdownText(step.expectedSeconds)}</span>
    </span>
  );
}

function StepProgress({ step, renderedAt }: { step: PlanStep; renderedAt: string }) {
  const elapsed = elapsedSeconds(step, useServerNow(renderedAt)) ?? 0;
  const expected = durationText(step.expectedSeconds);
  return (
    <Progress
      label={`${step.title}: time against the expected ${expected}`}
      value={elapsed}
      max={step.expectedSeconds}
      tone={elapsed > step.expectedSeconds ? "risk" : "run"}
      valueText={`${durationText(elapsed)} of about ${expected}`}
      className="mt-1.5 ml-[26px]"
    />
  );
}

function Argv({ argv }: { argv: readonly string[] }) {
  const line = commandLine(argv);
  return (
    <div className="mt-1 ml-[26px] flex items-start gap-1">
      <code className="figures min-w-0 flex-1 break-all text-soft text-xs leading-relaxed">{line}</code>
      <CopyButton text={line} what="command" />
    </div>
  );
}
