"use client";

import type { ReactNode } from "react";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { isOwner } from "#lib/domain/authority/who.ts";
import { type CheckLine, checkLines, factLines, type PlayLine, playLines } from "../view/found-out.ts";
import { useRoom } from "./room-context.ts";

const Ruled = ({ title, rule, below }: { title: string; rule: string | undefined; below?: ReactNode }) => (
  <span className="min-w-0">
    {title} {rule === undefined ? null : <RuleLink rule={{ id: rule }} />}
    {below ? <span className="block break-words text-faint text-xs">{below}</span> : null}
  </span>
);

/** What triage asks, and what is known. */
export function FactsPanel() {
  const { state, view, viewer, open, log } = useRoom();
  const lines = factLines(state, view.pack, log.entries);
  if (lines.length === 0) return null;
  const may = state.status === "open" && (viewer.commander || viewer.roles.length > 0);
  return (
    <Panel title="Triage" aside={`${lines.filter(({ said }) => said !== null).length} of ${lines.length}`}>
      <Card>
        <ul>
          {lines.map(({ name, title, rule, said }) => (
            <Row
              key={name}
              as="li"
              end={
                may ? (
                  <Button size="s" onClick={() => open({ kind: "record-fact", fact: name })}>
                    {said === null ? "Record" : "Change"}
                  </Button>
                ) : undefined
              }
            >
              <Ruled title={title} rule={rule} below={said ?? "not known yet"} />
            </Row>
          ))}
        </ul>
      </Card>
    </Panel>
  );
}

const playWords: Record<PlayLine["state"], string> = {
  chosen: "decided",
  offered: "open to be decided",
  waits: "waits for what goes before it",
};

/** How the harm may be contained, and how it is. */
export function ContainmentPanel() {
  const { state, view, viewer, open } = useRoom();
  const lines = playLines(state, view.pack);
  if (lines.length === 0) return null;
  const leads = viewer.commander || viewer.roles.includes(view.pack.commander);
  const isOpen = lines.some((line) => line.state === "offered");
  return (
    <Panel
      title="Containment"
      aside={
        leads && isOpen && state.status === "open" ? (
          <Button size="s" onClick={() => open({ kind: "choose-play" })}>
            Decide
          </Button>
        ) : undefined
      }
    >
      <Card>
        <ul>
          {lines.map(({ name, title, rule, state: stands }) => (
            <Row key={name} as="li">
              <Ruled title={title} rule={rule} below={playWords[stands]} />
            </Row>
          ))}
        </ul>
      </Card>
    </Panel>
  );
}

const checkWords: Record<CheckLine["state"], string> = {
  open: "not reported yet",
  green: "green",
  red: "red",
  blocker: "a known blocker stands for it",
};
const checkTones: Record<CheckLine["state"], string> = {
  open: "text-faint",
  green: "text-met",
  red: "text-breach",
  blocker: "text-risk",
};

/** Every check with how it came out; a value stands beside what was normal before. */
export function ChecksPanel() {
  const { state, view } = useRoom();
  const lines = checkLines(state, view.pack);
  if (lines.length === 0) return null;
  return (
    <Panel
      title="Checks"
      aside={`${lines.filter((line) => line.state === "green").length} of ${lines.length} green`}
    >
      <Card>
        <ul>
          {lines.map((line) => (
            <CheckRow key={line.name} line={line} />
          ))}
        </ul>
      </Card>
    </Panel>
  );
}

function CheckRow({ line }: { line: CheckLine }) {
  const { state, view, viewer, open } = useRoom();
  const check = view.pack.checks[line.name];
  const may =
    check !== undefined && state.status === "open" && (viewer.commander || isOwner(viewer, check.owner));
  const needsBaseline = check?.tolerancePercent !== undefined && state.baselines[line.name] === undefined;
  const act = needsBaseline
    ? { kind: "measure-baseline" as const, check: line.name }
    : { kind: "report-check" as const, check: line.name };
  return (
    <Row
      as="li"
      end={
        may ? (
          <Button size="s" onClick={() => open(act)}>
            {needsBaseline ? "Baseline" : "Report"}
          </Button>
        ) : undefined
      }
    >
      <Ruled
        title={line.title}
        rule={line.rule}
        below={
          <>
            <span className={checkTones[line.state]}>{checkWords[line.state]}</span>
            {[line.value, line.baseline]
              .filter((one) => one !== null)
              .map((one) => (
                <span key={one} className="figures">
                  {" "}
                  {one}
                </span>
              ))}
          </>
        }
      />
    </Row>
  );
}
