"use client";

import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Tone } from "#components/ui/tone.ts";
import { visibleWords } from "#components/ui/visible-words.ts";
import type { DeputiesView, DeputyView } from "#lib/queries/deputies.ts";
import { type DeputyActions, EndDialog, NameDialog } from "./deputy-dialogs.tsx";

type Props = { reference: string; deputies: DeputiesView; actions: DeputyActions };

/** Who signs in a side's place, and for its lead the ways to name somebody and to take it back. */
export function DeputiesPanel({ reference, deputies, actions }: Props) {
  const { named, leads } = deputies;
  const [asked, setAsked] = useState<DeputyView | "new" | null>(null);
  if (named.length === 0 && leads === null) return null;
  const given = { reference, actions, onClose: () => setAsked(null) };
  return (
    <Panel title="Deputies" aside={named.length === 0 ? "nobody is named" : undefined}>
      <div className="grid justify-items-start gap-2">
        {named.length === 0 ? null : (
          <div className="w-full">
            <Card>
              <ul>
                {named.map((deputy) => (
                  <Deputy key={deputy.seq} deputy={deputy} onEnd={() => setAsked(deputy)} />
                ))}
              </ul>
            </Card>
          </div>
        )}
        {leads === null ? null : (
          <Button size="s" onClick={() => setAsked("new")}>
            Name a deputy for the {leads.toLowerCase()}
          </Button>
        )}
      </div>
      {asked === "new" ? <NameDialog {...given} deputies={deputies} /> : null}
      {asked === null || asked === "new" ? null : <EndDialog {...given} deputy={asked} />}
    </Panel>
  );
}

const tones: Record<DeputyView["standing"], Tone> = {
  "signs now": "run",
  "not yet": "neutral",
  over: "neutral",
  "taken back": "neutral",
};

function Deputy({ deputy, onEnd }: { deputy: DeputyView; onEnd: () => void }) {
  const { name, side, by, from, until, reason, standing, mayEnd } = deputy;
  return (
    <Row
      as="li"
      className="items-start"
      end={
        <span className="grid justify-items-end gap-1">
          <Badge tone={tones[standing]}>{standing}</Badge>
          {mayEnd ? (
            <Button size="s" variant="quiet" aria-label={`Take back: ${name}`} onClick={onEnd}>
              Take back
            </Button>
          ) : null}
        </span>
      }
    >
      <span className="min-w-0">
        <span className="block">
          {name} for the {side.toLowerCase()}
        </span>
        <span className="block text-soft">
          named by {by}, from <Time value={from} show="both" /> until <Time value={until} show="both" />
        </span>
        <span className="block whitespace-pre-wrap break-words text-soft">
          {visibleWords(reason ?? "redacted")}
        </span>
      </span>
    </Row>
  );
}
