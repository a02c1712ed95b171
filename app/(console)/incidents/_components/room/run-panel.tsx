"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { PlanLanes } from "#components/incident/plan-lanes.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Card, Panel, type PanelProps, Row } from "#components/ui/card.tsx";
import { LogView } from "#components/ui/log-view.tsx";
import { durationText } from "#components/ui/time-text.ts";
import { toneText } from "#components/ui/tone.ts";
import type { RunState, StepState } from "#lib/domain/incident/state.ts";
import { offeredPlans } from "#lib/domain/rollback/offered.ts";
import { isAsking, isUnderWay, latestRun, whichRun } from "#lib/domain/rollback/run.ts";
import { many } from "../sentence/lexicon.ts";
import { outputLines } from "../view/output.ts";
import { planParts } from "../view/plan-parts.ts";
import { runDuties, runSteps, runWords, steers } from "../view/run.ts";
import { toldOf } from "../view/told.ts";
import { useRoom } from "./room-context.ts";
import { SchedulePlate } from "./schedule-plate.tsx";

/** The rollback: what would run, or what runs. */
export function RunPanel() {
  const { state } = useRoom();
  const run = latestRun(state);
  return run === null ? <PlanPanel title="Rollback" aside="not started" /> : <RunningPanel run={run} />;
}

function PlanPanel({ title, aside, level }: Omit<PanelProps, "children">) {
  const { view, state, open } = useRoom();
  const offered = offeredPlans(view.pack, state.severity);
  const plans = view.plans.filter(({ plan }) => offered.includes(plan));
  if (plans.length === 0) return null;
  return (
    <Panel title={title} aside={aside} level={level}>
      <SchedulePlate />
      <Card>
        <ul>
          {plans.map((plan) => (
            <Row
              key={plan.plan}
              as="li"
              end={
                <Button
                  size="s"
                  aria-label={`Review: ${plan.title}`}
                  disabled={state.status === "closed"}
                  onClick={() => open({ kind: "start-rollback", plan: plan.plan })}
                >
                  Review
                </Button>
              }
            >
              <span>
                {plan.title}
                <span className="block text-faint text-xs">
                  {plan.ok
                    ? `${many(plan.steps.length, "step")}, about ${durationText(plan.expectedSeconds)}`
                    : "cannot run as it stands"}
                </span>
              </span>
            </Row>
          ))}
        </ul>
      </Card>
    </Panel>
  );
}

function RunningPanel({ run }: { run: RunState }) {
  const { view, names } = useRoom();
  const [withCommands, setWithCommands] = useState(false);
  return (
    <Panel title="Rollback" aside={runWords[run.status]}>
      <PlanLanes
        parts={planParts(run.steps, runSteps(run, names, withCommands), names)}
        renderedAt={view.serverNow}
        label="Steps of the run"
      />
      <Button size="s" variant="quiet" className="mt-1" onClick={() => setWithCommands(!withCommands)}>
        {withCommands ? "Hide the commands" : "Show every command"}
      </Button>
      {stepsAtHand(run).map((step) => (
        <StepLog key={step.id} run={run} step={step} />
      ))}
      <Duties run={run} />
      <RunActions run={run} />
      {run.status === "aborted" ? (
        <div className="mt-3">
          <PlanPanel title="Start again" aside="nothing runs now" level={3} />
        </div>
      ) : null}
    </Panel>
  );
}

/** The steps to look at: those that run, one in each lane, else those that stopped, else the last. */
function stepsAtHand(run: RunState): StepState[] {
  const running = run.steps.filter(({ status }) => status === "running");
  const stopped = run.steps.filter(isAsking);
  const last = run.steps.filter(({ attempt }) => attempt > 0).slice(-1);
  return [running, stopped, last].find(({ length }) => length > 0) ?? [];
}

/** What a step prints, and the way to all of it. */
function StepLog({ run, step }: { run: RunState; step: StepState }) {
  const { view } = useRoom();
  const href = `/incidents/${view.reference}/runs/${run.run}/steps/${encodeURIComponent(step.id)}`;
  return (
    <>
      {run.status === "complete" ? null : <StepTail run={run} step={step} />}
      <ButtonLink size="s" variant="quiet" className="mt-1" href={href}>
        Read the whole output
      </ButtonLink>
    </>
  );
}

function StepTail({ run, step }: { run: RunState; step: StepState }) {
  const { log, names } = useRoom();
  const lines = outputLines(log.outputs, { run: run.run, step: step.id, attempt: step.attempt });
  if (lines.length === 0 && step.status !== "running") return null;
  return (
    <div className="mt-2">
      <p className="mb-1 text-faint text-xs">Output of "{names.step(run.run, step.id)}"</p>
      <LogView
        label={`Output of ${names.step(run.run, step.id)}`}
        lines={lines}
        isLive={step.status === "running"}
        className="[&_section]:h-32"
      />
    </div>
  );
}

function Duties({ run }: { run: RunState }) {
  const { state, names } = useRoom();
  const asked = state.runs.flatMap((one) =>
    runDuties(one, names).map((duty) => ({
      ...duty,
      id: `${one.run}:${duty.id}`,
      title: `${duty.title}${whichRun(state, one)}`,
    })),
  );
  const duties = [...asked, ...toldOf(state, run, names)];
  if (duties.length === 0) return null;
  return (
    <Card className="mt-2">
      <ul>
        {duties.map((duty) => (
          <Row
            key={duty.id}
            as="li"
            end={<span className={clsx("font-semibold", toneText[duty.tone])}>{duty.state}</span>}
          >
            {duty.title}
          </Row>
        ))}
      </ul>
    </Card>
  );
}

function RunActions({ run }: { run: RunState }) {
  const { state, names, viewer, open } = useRoom();
  if (!isUnderWay(run) || !steers(state, names, run, viewer.person)) return null;
  const asking = run.steps.filter(isAsking);
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      {asking.map((step) => (
        <Button
          key={step.id}
          variant="go"
          onClick={() => open({ kind: "rule-on-step", run: run.run, step: step.id, attempt: step.attempt })}
        >
          {step.status === "awaits-person"
            ? "Hand in what was done"
            : asking.length === 1
              ? "Look and decide"
              : `Look and decide: ${names.step(run.run, step.id)}`}
        </Button>
      ))}
      <Button onClick={() => open({ kind: "steer-run", run: run.run })}>
        {run.status === "paused" ? "Resume or abort" : "Pause or abort"}
      </Button>
    </div>
  );
}
