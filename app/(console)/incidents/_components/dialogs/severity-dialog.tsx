"use client";

import { useState } from "react";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { serverNow } from "#components/ui/server-clock.ts";
import { TextArea } from "#components/ui/text-field.tsx";
import { utcMinute } from "#components/ui/time-text.ts";
import { severityPreview, tooLow } from "#lib/domain/incident/decide/severity.ts";
import type { NewEvent } from "#lib/domain/incident/events/index.ts";
import { changeSeverityAction } from "../../command-actions.ts";
import { useRoom } from "../room/room-context.ts";
import type { Lexicon } from "../sentence/lexicon.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";

function useSeverityCards() {
  const { view, state } = useRoom();
  const { pack } = view;
  const minimum = pack.triggers[state.trigger]?.minimumSeverity;
  return pack.severities.map(({ id, title, means }) => ({
    value: id,
    label: `${id}: ${title}`,
    detail: means,
    end: id === state.severity ? "now" : id === minimum ? "the least" : undefined,
    refusedBecause: tooLow(pack, state.trigger, id) ?? undefined,
  }));
}

/** Raises or lowers the severity, with every definition, the trigger's minimum and what would follow in sight. */
export function SeverityDialog({ onClose }: { onClose: () => void }) {
  const { view, state } = useRoom();
  const [severity, setSeverity] = useState(state.severity);
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(changeSeverityAction, `The severity is ${severity}`);
  const trigger = view.pack.triggers[state.trigger];
  return (
    <ActDialog
      title="Raise or lower the severity"
      description={`"${trigger?.title ?? state.trigger}" is at least ${trigger?.minimumSeverity ?? "?"}. Clocks follow the severity; a deadline that was missed stays missed.`}
      rule={trigger?.rule}
      size="l"
      onClose={onClose}
      onSubmit={() => send({ severity, reason })}
      told={told}
      submitLabel={severity === state.severity ? "Choose another severity" : `Make it ${severity}`}
      canSubmit={severity !== state.severity}
    >
      <RadioCards
        name="severity"
        label="Severity"
        cards={useSeverityCards()}
        value={severity}
        onChange={setSeverity}
      />
      {severity === state.severity ? null : <WhatFollows severity={severity} />}
      <TextArea label="Why?" isRequired value={reason} onChange={(event) => setReason(event.target.value)} />
    </ActDialog>
  );
}

function wordsOf(event: NewEvent, names: Lexicon): { words: string; rule: string | null } | null {
  switch (event.type) {
    case "ClockStarted":
      return {
        words: `${names.clock(event.facts.clock)} is owed, due ${utcMinute(event.facts.dueAt)} UTC`,
        rule: event.facts.rule,
      };
    case "ClockBreached":
      return { words: `${names.clock(event.facts.clock)} is past due at once`, rule: null };
    case "ClockMoved":
      return {
        words: `${names.clock(event.facts.clock)} is due ${utcMinute(event.facts.to)} UTC instead of ${utcMinute(event.facts.from)} UTC`,
        rule: names.pack.clocks[event.facts.clock]?.rule ?? null,
      };
    case "ClockReleased":
      return { words: `${names.clock(event.facts.clock)} is no longer owed`, rule: null };
    default:
      return null;
  }
}

function WhatFollows({ severity }: { severity: string }) {
  const { view, state, names } = useRoom();
  const now = new Date(serverNow()).toISOString();
  const lines = severityPreview(state, view.pack, severity, now).flatMap(
    (event) => wordsOf(event, names) ?? [],
  );
  return (
    <Banner tone="run" title={`What follows from ${severity}`}>
      {lines.length === 0 ? (
        "No clock starts and none ends. Who may start a rollback, and what is owed for it, follows the severity."
      ) : (
        <ul className="list-disc pl-4">
          {lines.map(({ words, rule }) => (
            <li key={words}>
              {words} {rule === null ? null : <RuleLink rule={{ id: rule }} />}
            </li>
          ))}
        </ul>
      )}
    </Banner>
  );
}
