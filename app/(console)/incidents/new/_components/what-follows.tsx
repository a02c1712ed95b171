"use client";

import { NearTime } from "#components/incident/near-time.tsx";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { durationText } from "#components/ui/time-text.ts";
import { toneText } from "#components/ui/tone.ts";
import { ToneIcon } from "#components/ui/tone-icon.tsx";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { DeclarePerson } from "#lib/queries/declare.ts";
import { makeLexicon } from "../../_components/sentence/lexicon.ts";
import { ownerWords } from "../../_components/view/clocks.ts";
import type { Foreseen } from "./draft.ts";

type WhatFollowsProps = {
  pack: ProtocolPack;
  trigger: string;
  severity: string;
  people: readonly DeclarePerson[];
  foreseen: Foreseen;
};

/** What the protocol makes of it: the action, who may take it, and every clock with its time. */
export function WhatFollows({ pack, trigger, severity, people, foreseen }: WhatFollowsProps) {
  const described = pack.triggers[trigger];
  if (described === undefined) return null;
  return (
    <>
      <Banner
        tone={described.requires.plan === undefined ? "neutral" : "risk"}
        title="Required"
        className="mb-4"
      >
        {described.requires.summary} {described.rule ? <RuleLink rule={{ id: described.rule }} /> : null}
      </Banner>
      <WhoMayStart pack={pack} severity={severity} people={people} />
      <ClocksToCome pack={pack} foreseen={foreseen} />
    </>
  );
}

function ClocksToCome({ pack, foreseen }: { pack: ProtocolPack; foreseen: Foreseen }) {
  const names = makeLexicon(pack, { runs: [] }, [], []);
  return (
    <Panel title="Clocks that start" aside="each from its own start">
      <Card>
        {foreseen.clocks.length === 0 ? (
          <p className="px-3 py-2 text-s text-soft">None at once.</p>
        ) : (
          <ul>
            {foreseen.clocks.map(({ facts, isBreached }) => (
              <Row
                key={facts.clock}
                as="li"
                end={
                  <span className="grid">
                    <NearTime value={facts.dueAt} from={facts.startedAt} />
                    <span className={isBreached ? `font-semibold ${toneText.breach}` : "text-faint"}>
                      {isBreached
                        ? "past due already"
                        : `${durationText((Date.parse(facts.dueAt) - Date.parse(facts.startedAt)) / 1000)} in all`}
                    </span>
                  </span>
                }
              >
                <ToneIcon tone={isBreached ? "breach" : "run"} />
                <span>
                  {names.clock(facts.clock)}
                  <span className="block text-faint text-xs">
                    <OwnerOf pack={pack} clock={facts.clock} />{" "}
                    {facts.rule === null ? null : <RuleLink rule={{ id: facts.rule }} />}
                  </span>
                </span>
              </Row>
            ))}
          </ul>
        )}
      </Card>
    </Panel>
  );
}

function OwnerOf({ pack, clock }: { pack: ProtocolPack; clock: string }) {
  const owner = pack.clocks[clock]?.owner;
  return owner === undefined ? null : ownerWords(owner, makeLexicon(pack, { runs: [] }, [], []));
}

const modes = {
  "act-first": "acts first, asking nobody",
  "approval-meanwhile": "starts at once; the approval is owed meanwhile",
  "approval-before": "starts when approved",
  "consensus-scheduled": "starts when scheduled, all agreed and everybody told",
} as const;

type WhoMayStartProps = { pack: ProtocolPack; severity: string; people: readonly DeclarePerson[] };

function WhoMayStart({ pack, severity, people }: WhoMayStartProps) {
  const rules = pack.authority.startRollback.filter((rule) => rule.severities.includes(severity));
  if (rules.length === 0) return null;
  const holders = (role: string, onCallOnly: boolean) =>
    people
      .filter((person) => (onCallOnly ? person.onCallRoles : person.roles).includes(role))
      .map((person) => person.name)
      .join(", ") || "nobody now";
  return (
    <Panel title="Who may roll back">
      <Card>
        <ul>
          {rules.flatMap((rule) =>
            rule.by.map((role) => (
              <Row key={role} as="li" end={rule.rule ? <RuleLink rule={{ id: rule.rule }} /> : undefined}>
                <span>
                  {pack.roles[role]?.title ?? role}
                  {rule.onCallOnly ? " on call" : ""}: {holders(role, rule.onCallOnly)}
                  <span className="block text-faint text-xs">
                    {modes[rule.mode]}
                    {rule.approval ? ` (${pack.roles[rule.approval.role]?.title ?? rule.approval.role})` : ""}
                    {rule.ratify
                      ? ` (${pack.roles[rule.ratify.role]?.title ?? rule.ratify.role} ratifies)`
                      : ""}
                  </span>
                </span>
              </Row>
            )),
          )}
        </ul>
      </Card>
    </Panel>
  );
}
