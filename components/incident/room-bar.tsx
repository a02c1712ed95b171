"use client";

import { clsx } from "clsx";
import { FlaskConical, Video } from "lucide-react";
import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import { useServerNow } from "#components/ui/server-clock.ts";
import { Time } from "#components/ui/time.tsx";
import { durationText } from "#components/ui/time-text.ts";
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
      <div className="flex items-center gap-x-3 gap-y-1.5 max-lg:flex-wrap">
        <SeverityBadge {...props.severity} />
        <span className="figures whitespace-nowrap text-soft">{props.reference}</span>
        <h1
          className="min-w-0 font-semibold text-l max-lg:order-last max-lg:line-clamp-2 max-lg:w-full lg:truncate"
          title={props.title}
        >
          {props.title}
        </h1>
        <PhaseStepper
          phases={props.phases}
          currentId={props.currentPhaseId}
          className="shrink-0 lg:ml-auto"
        />
        <Faces commander={props.commander} present={props.present} />
        <RoomTime identifiedAt={props.identifiedAt} renderedAt={props.renderedAt} />
        {props.bridgeHref || props.actions ? (
          <div className="ml-auto flex shrink-0 items-center gap-1.5 lg:ml-0">
            {props.bridgeHref ? (
              <ButtonLink href={props.bridgeHref} size="s">
                <Video aria-hidden className="size-4" /> Bridge
              </ButtonLink>
            ) : null}
            {props.actions}
          </div>
        ) : null}
      </div>
    </div>
  );
}

function Faces({ commander, present }: Pick<RoomBarProps, "commander" | "present">) {
  const more = present.length - mostFaces;
  return (
    <ul aria-label="People here" className="flex shrink-0 items-center gap-1">
      <li
        className="flex items-center gap-1.5"
        title={commander ? `Commander: ${commander.name}` : "Nobody commands yet"}
      >
        <span className="sr-only">Commander </span>
        {commander ? (
          <Monogram name={commander.name} isHere={commander.isHere} />
        ) : (
          <span className="font-semibold text-risk text-s">No commander</span>
        )}
      </li>
      {present.slice(0, mostFaces).map((name) => (
        <li key={name} className="max-xl:hidden">
          <Monogram name={name} isHere className="ml-1 opacity-80" />
        </li>
      ))}
      {present.length > 0 ? (
        <li
          className={clsx("figures text-faint text-xs", more > 0 ? "" : "xl:hidden")}
          title={present.join(", ")}
        >
          <span className="xl:hidden">+{present.length}</span>
          <span className="max-xl:hidden">+{more}</span>
          <span className="sr-only"> more here</span>
        </li>
      ) : null}
    </ul>
  );
}

function RoomTime({ identifiedAt, renderedAt }: Pick<RoomBarProps, "identifiedAt" | "renderedAt">) {
  const now = useServerNow(renderedAt);
  const since = (now - Date.parse(identifiedAt)) / 1000;
  return (
    <span className="figures shrink-0 whitespace-nowrap text-s">
      <Time value={new Date(now).toISOString()} show="seconds" />
      <span className="text-faint max-md:hidden" title="Since the trigger was identified">
        {" · T+"}
        {durationText(since)}
      </span>
    </span>
  );
}
