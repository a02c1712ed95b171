"use client";

import { Badge } from "#components/ui/badge.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import type { EndpointLine } from "#lib/queries/channels.ts";
import { Refused } from "../../../_components/refused.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { setEndpointActiveAction } from "../actions.ts";
import { kindTitles } from "./kinds.ts";
import { LastTry } from "./last-try.tsx";
import { RemoveButton } from "./remove-button.tsx";
import { TestButton } from "./test-button.tsx";

type EndpointRowProps = { endpoint: EndpointLine; mayChange: boolean };

export function EndpointRow({ endpoint, mayChange }: EndpointRowProps) {
  const { id, title, kind, address, audience, isActive, last } = endpoint;
  const { send, told } = useChange(setEndpointActiveAction);
  const turn = () => send({ id, isActive: !isActive }, `${title} is ${isActive ? "off" : "on"}`);
  return (
    <li className="grid gap-2 border-line border-b px-3 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-semibold">{title}</p>
          <p className="text-s text-soft">
            {kindTitles[kind]}, speaks for {audience} · <span className="figures break-all">{address}</span>
          </p>
          {mayChange ? <LastTry last={last} /> : null}
        </div>
        <Badge tone={isActive ? "met" : "neutral"} hasIcon>
          {isActive ? "On" : "Off"}
        </Badge>
        {mayChange ? (
          <span className="flex flex-wrap gap-2">
            <TestButton channel={id} name={title} />
            <ButtonLink href={`/settings/channels/${id}`} aria-label={`Attempts by ${title}`}>
              Attempts
            </ButtonLink>
            <Button onClick={() => void turn()} isPending={told.pending}>
              Turn {isActive ? "off" : "on"}
              <span className="sr-only"> {title}</span>
            </Button>
            {isActive ? null : <RemoveButton id={id} title={title} />}
          </span>
        ) : null}
      </div>
      <Refused refusal={told.refusal} error={told.error} />
    </li>
  );
}
