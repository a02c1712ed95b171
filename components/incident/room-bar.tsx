"use client";

import { clsx } from "clsx";
import { FlaskConical, Video } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import { useServerNow } from "#components/ui/server-clock.ts";
import { countdownText, utcMinute, utcSecond } from "#components/ui/time-text.ts";
import { type Phase, PhaseStepper } from "./phase-stepper.tsx";
import { SeverityBadge, type SeverityBadgeProps } from "./severity-badge.tsx";

export type RoomBarProps = {
  reference: string;
  title: string;
  severity: SeverityBadgeProps;
  phases: readonly Phase[];
  currentPhaseId: string;
  commander?: { name: string; isHere: boolean } | undefined;
  /** Names of those who have the room open, the commander left out. */
  present: readonly string[];
  /** From when the time since the trigger is counted. */
  identifiedAt: string;
  renderedAt: string;
  bridgeHref?: string | undefined;
  isDrill?: boolean | undefined;
  /** Severity up or down, hand over, palette. */
  actions?: ReactNode | undefined;
};

const mostFaces = 4;

/** The one line that says what this is, how bad, where it stands, who leads and for how long it has gone on. */
export function RoomBar(props: RoomBarProps) {
  return (
    <div>
      {props.isDrill ? (
        <p className="mb-2 flex items-center gap-2 rounded-s bg-risk px-3 py-1 font-bold text-ground text-s">
          <FlaskConical aria-hidden className="size-4" /> DRILL: nothing here is a real incident
        </p>
      ) : null}
      <div className="flex items-center gap-x-3 gap-y-1.5 max-lg:flex-wrap max-md:gap-x-2">
        <SeverityBadge {...props.severity} />
        <span className="figures whitespace-nowrap text-soft max-md:text-s">{props.reference}</span>
        <h1
          className="min-w-0 flex-1 font-semibold text-l leading-snug max-lg:order-1 max-lg:line-clamp-2 max-lg:basis-3/4 max-md:basis-full lg:truncate"
          title={props.title}
        >
          {props.title}
        </h1>
        <PhaseStepper
          phases={props.phases}
          currentId={props.currentPhaseId}
          className="max-lg:min-w-0 max-md:order-2 lg:shrink-0"
        />
        <Faces commander={props.commander} present={props.present} />
        <RoomTime identifiedAt={props.identifiedAt} renderedAt={props.renderedAt} />
        <div className="flex shrink-0 items-center gap-1.5 empty:hidden max-lg:order-2 max-lg:ml-auto max-md:order-3">
          {props.bridgeHref ? (
            <a
              href={props.bridgeHref}
              target="_blank"
              rel="noreferrer"
              aria-label="Bridge"
              className={buttonClass("plain", "s")}
            >
              <Video aria-hidden className="size-4" />
              <span className="max-md:hidden">Bridge</span>
            </a>
          ) : null}
          {props.actions}
        </div>
      </div>
    </div>
  );
}

function Faces({ commander, present }: Pick<RoomBarProps, "commander" | "present">) {
  const more = present.length - mostFaces;
  return (
    <ul aria-label="People here" className="flex shrink-0 items-center gap-1.5">
      <li title={commander ? `Commander: ${commander.name}` : "Nobody commands yet"}>
        <span className="sr-only">Commander </span>
        {commander ? (
          <Monogram name={commander.name} isHere={commander.isHere} />
        ) : (
          <span className="font-semibold text-risk text-s">No commander</span>
        )}
      </li>
      {present.slice(0, mostFaces).map((name) => (
        <li key={name} className="max-2xl:hidden">
          <Monogram name={name} isHere />
        </li>
      ))}
      {present.length > 0 ? (
        <li
          className={clsx("figures text-faint text-xs max-md:sr-only", more > 0 ? "" : "2xl:hidden")}
          title={present.join(", ")}
        >
          <span className="2xl:hidden">+{present.length}</span>
          <span className="max-2xl:hidden">+{more}</span>
          <span className="sr-only"> more here</span>
        </li>
      ) : null}
    </ul>
  );
}

function RoomTime({ identifiedAt, renderedAt }: Pick<RoomBarProps, "identifiedAt" | "renderedAt">) {
  const now = useServerNow(renderedAt);
  const iso = new Date(now).toISOString();
  const since = Math.floor((now - Date.parse(identifiedAt)) / 1000);
  return (
    <span className="figures shrink-0 whitespace-nowrap text-s max-md:ml-auto">
      <time dateTime={iso}>
        <span className="md:hidden">{utcMinute(iso)}</span>
        <span className="max-md:hidden">{utcSecond(iso)}</span> UTC
      </time>
      <span className="text-faint max-md:hidden" title="Since the trigger was identified">
        {" · T+"}
        {countdownText(Math.max(0, since))}
      </span>
    </span>
  );
}
