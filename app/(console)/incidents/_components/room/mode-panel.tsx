"use client";

import type { ReactNode } from "react";
import { holding } from "#components/incident/criteria-list.tsx";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { isOwner } from "#lib/domain/authority/who.ts";
import { isUnderWay, latestRun } from "#lib/domain/rollback/run.ts";
import { targetWords } from "../sentence/target-words.ts";
import { unfreezeCriteria } from "../view/mode.ts";
import { type RoomAct, useRoom } from "./room-context.ts";

/** Rollback mode, what the rollback goes back to, and what is signed for: each with the button of whoever may do it. */
export function ModePanel() {
  const { state, view } = useRoom();
  const { pack } = view;
  const targets = Object.keys(pack.targets);
  const signed = Object.keys(pack.attestations);
  if (pack.mode === undefined && targets.length + signed.length === 0) return null;
  const confirmed = targets.filter((target) => state.targets[target] !== undefined);
  return (
    <Panel
      title={pack.mode?.title ?? "What it goes back to"}
      aside={pack.mode === undefined ? `${confirmed.length} of ${targets.length}` : modeWord(state)}
    >
      <Card>
        <ul>
          {pack.mode === undefined ? null : <DeclaredRow />}
          {targets.map((target) => (
            <TargetRow key={target} name={target} />
          ))}
          {signed.map((attestation) => (
            <AttestationRow key={attestation} name={attestation} />
          ))}
          {pack.unfreeze !== undefined && state.mode !== null ? <UnfreezeRow /> : null}
        </ul>
      </Card>
    </Panel>
  );
}

function modeWord({ mode, unfrozen }: ReturnType<typeof useRoom>["state"]): string {
  if (unfrozen !== null) return "over, unfrozen";
  return mode === null ? "not declared" : `active, ${mode.scope}`;
}

type LineProps = {
  title: ReactNode;
  rule: string | undefined;
  below: ReactNode;
  act?: RoomAct | undefined;
  label?: string | undefined;
};

function Line({ title, rule, below, act, label }: LineProps) {
  const { open } = useRoom();
  return (
    <Row
      as="li"
      end={
        act === undefined ? undefined : (
          <Button size="s" onClick={() => open(act)}>
            {label}
          </Button>
        )
      }
    >
      <span className="min-w-0">
        {title} {rule === undefined ? null : <RuleLink rule={{ id: rule }} />}
        <span className="block break-words text-faint text-xs">{below}</span>
      </span>
    </Row>
  );
}

function DeclaredRow() {
  const { state, view, viewer, names } = useRoom();
  const { mode, runs } = state;
  const leads = viewer.commander || viewer.roles.includes(view.pack.commander);
  const isOpen = state.status === "open" && leads;
  if (mode === null)
    return (
      <Line
        title="Not declared yet"
        rule={view.pack.mode?.rule}
        below="Its freezes are not in force before it, and no step may start."
        {...(isOpen ? { act: { kind: "declare-mode" as const }, label: "Declare" } : {})}
      />
    );
  const level = view.pack.scope?.levels.find(({ id }) => id === mode.scope);
  const mayChange = isOpen && runs.every(({ status }) => status === "aborted");
  return (
    <Line
      title={`${mode.scope}: ${level?.title ?? ""}`}
      rule={level?.rule}
      below={
        <>
          {mode.reasons.map((reason) => view.pack.mode?.reasons[reason]?.title ?? reason).join("; ")}.
          Declared by {names.person(mode.by)}, <Time value={mode.at} />
        </>
      }
      {...(mayChange ? { act: { kind: "change-scope" as const }, label: "Change" } : {})}
    />
  );
}

function TargetRow({ name }: { name: string }) {
  const { state, view, viewer, names } = useRoom();
  const target = view.pack.targets[name];
  if (target === undefined) return null;
  const there = state.targets[name];
  const run = latestRun(state);
  const may =
    state.status === "open" && isOwner(viewer, target.confirms) && (run === null || !isUnderWay(run));
  const act = { kind: "confirm-target" as const, target: name };
  return (
    <Line
      title={target.title}
      rule={target.rule}
      below={
        there === undefined ? (
          "not confirmed yet"
        ) : (
          <>
            <span className="figures text-met">{targetWords(target, there.value)}</span>,{" "}
            {names.person(there.by)}
          </>
        )
      }
      {...(may ? { act, label: there === undefined ? "Confirm" : "Change" } : {})}
    />
  );
}

function AttestationRow({ name }: { name: string }) {
  const { state, view, viewer, names } = useRoom();
  const attestation = view.pack.attestations[name];
  if (attestation === undefined) return null;
  const given = state.attestations[name];
  const isTime = view.pack.mode === undefined || state.mode !== null;
  const may =
    isTime && state.status === "open" && given === undefined && viewer.roles.includes(attestation.by);
  const act = { kind: "attest" as const, attestation: name };
  return (
    <Line
      title={attestation.title}
      rule={attestation.rule}
      below={
        given === undefined
          ? `not signed; ${names.role(attestation.by)} may`
          : `signed by ${names.person(given.person)}${given.proof.method === "server-attested" ? ", server-attested" : ""}`
      }
      {...(may ? { act, label: "Read and sign" } : {})}
    />
  );
}

function UnfreezeRow() {
  const { state, view, viewer, names } = useRoom();
  const { unfreeze } = view.pack;
  const { unfrozen } = state;
  const may = state.status === "open" && unfrozen === null && viewer.roles.includes(unfreeze?.by ?? "");
  return (
    <Line
      title="Controlled unfreeze"
      rule={unfreeze?.rule}
      below={
        unfrozen === null ? (
          holding(unfreezeCriteria(state, names))
        ) : (
          <>
            lifted by {names.person(unfrozen.by)}, <Time value={unfrozen.at} />
          </>
        )
      }
      {...(may ? { act: { kind: "unfreeze" as const }, label: "Review" } : {})}
    />
  );
}
