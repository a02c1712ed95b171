"use client";

import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { TextArea, TextField } from "#components/ui/text-field.tsx";
import { measureBaselineAction, recordKnownBlockerAction, reportCheckAction } from "../../triage-actions.ts";
import { useRoom } from "../room/room-context.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";

type OfCheck = { check: string; onClose: () => void };

const asNumber = (words: string) => (words.trim() === "" ? null : Number(words.trim().replace(",", ".")));
const notANumber = (words: string) =>
  Number.isNaN(asNumber(words)) ? "Expected a number, such as 12.5." : undefined;
const outcomes = [
  { value: "passed", label: "It passed" },
  { value: "failed", label: "It failed" },
];

function useReport(check: string) {
  const { view } = useRoom();
  const described = view.pack.checks[check];
  const [outcome, setOutcome] = useState<string | null>(null);
  const [value, setValue] = useState("");
  const [command, setCommand] = useState(described?.command ?? "");
  const [output, setOutput] = useState("");
  const isMeasure = described?.kind === "measure";
  const input = {
    check,
    passed: isMeasure || outcome === null ? null : outcome === "passed",
    value: isMeasure ? asNumber(value) : null,
    command,
    output,
  };
  const isComplete = isMeasure ? Number.isFinite(input.value) : outcome !== null;
  return {
    described,
    isMeasure,
    input,
    isComplete,
    outcome,
    setOutcome,
    value,
    setValue,
    command,
    setCommand,
    output,
    setOutput,
  };
}

/** How a check came out, always with what was printed or read. */
export function CheckDialog({ check, onClose }: OfCheck) {
  const report = useReport(check);
  const [isBlocked, setBlocked] = useState(false);
  const { send, told } = useRoomAction(reportCheckAction, "Reported");
  const { described } = report;
  if (described === undefined) return null;
  if (isBlocked) return <BlockerDialog check={check} onClose={onClose} />;
  return (
    <ActDialog
      title={described.title}
      description="With what was printed or read: a tick alone proves nothing."
      rule={described.rule}
      size="l"
      onClose={onClose}
      onSubmit={() => send(report.input)}
      told={told}
      submitLabel="Report it"
      canSubmit={report.isComplete}
    >
      {described.replaceable ? (
        <Banner tone="run" title="A blocker that is known may stand for it">
          <Button size="s" onClick={() => setBlocked(true)}>
            Record a known blocker instead
          </Button>
        </Banner>
      ) : null}
      <ReportFields report={report} check={check} />
    </ActDialog>
  );
}

function ReportFields({ report, check }: { report: ReturnType<typeof useReport>; check: string }) {
  const { state } = useRoom();
  const { described, isMeasure } = report;
  const baseline = state.baselines[check];
  const normal =
    baseline === undefined
      ? described?.atMost === undefined
        ? undefined
        : `Normal up to ${described.atMost} ${described.unit ?? ""}`
      : `Before: ${baseline.value} ${described?.unit ?? ""}, normal up to ${baseline.tolerancePercent} % above`;
  return (
    <>
      {isMeasure ? (
        <TextField
          label={`Value now${described?.unit ? `, ${described.unit}` : ""}`}
          hint={normal}
          inputMode="decimal"
          isRequired
          error={notANumber(report.value)}
          value={report.value}
          onChange={(event) => report.setValue(event.target.value)}
        />
      ) : (
        <RadioCards
          name="outcome"
          label="How did it come out?"
          columns={2}
          cards={outcomes}
          value={report.outcome}
          onChange={report.setOutcome}
        />
      )}
      <TextField
        label="Command or source"
        className="figures"
        value={report.command}
        onChange={(event) => report.setCommand(event.target.value)}
      />
      <TextArea
        label="What was printed or read"
        isRequired
        rows={6}
        className="figures"
        value={report.output}
        onChange={(event) => report.setOutput(event.target.value)}
      />
    </>
  );
}

/** What was normal before, where it was read, and how far above it still counts as normal. */
export function BaselineDialog({ check, onClose }: OfCheck) {
  const { view } = useRoom();
  const described = view.pack.checks[check];
  const most = described?.tolerancePercent ?? 0;
  const [value, setValue] = useState("");
  const [tolerance, setTolerance] = useState(String(most));
  const [source, setSource] = useState("");
  const { send, told } = useRoomAction(measureBaselineAction, "The baseline is recorded");
  if (described === undefined) return null;
  return (
    <ActDialog
      title={`What was normal before: ${described.title}`}
      description="The value now is judged against it."
      rule={described.rule}
      onClose={onClose}
      onSubmit={() => send({ check, value: asNumber(value), tolerancePercent: asNumber(tolerance), source })}
      told={told}
      submitLabel="Record the baseline"
      canSubmit={Number.isFinite(asNumber(value)) && value.trim() !== ""}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={`Value before the incident${described.unit ? `, ${described.unit}` : ""}`}
          inputMode="decimal"
          isRequired
          error={notANumber(value)}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <TextField
          label="Normal up to so many % above"
          hint={`At most ${most}`}
          inputMode="decimal"
          error={notANumber(tolerance)}
          value={tolerance}
          onChange={(event) => setTolerance(event.target.value)}
        />
      </div>
      <TextField
        label="Where was it read?"
        isRequired
        value={source}
        onChange={(event) => setSource(event.target.value)}
      />
    </ActDialog>
  );
}

function BlockerDialog({ check, onClose }: OfCheck) {
  const { view } = useRoom();
  const [blocker, setBlocker] = useState("");
  const [link, setLink] = useState("");
  const { send, told } = useRoomAction(recordKnownBlockerAction, "The blocker is recorded");
  return (
    <ActDialog
      title={`A known blocker of: ${view.pack.checks[check]?.title ?? check}`}
      description="It stands for a green result, and the record says so."
      rule={view.pack.checks[check]?.rule}
      onClose={onClose}
      onSubmit={() => send({ check, blocker, link })}
      told={told}
      submitLabel="Record the blocker"
    >
      <TextArea
        label="What blocks it, and since when?"
        isRequired
        value={blocker}
        onChange={(event) => setBlocker(event.target.value)}
      />
      <TextField
        label="Link, where there is one"
        value={link}
        onChange={(event) => setLink(event.target.value)}
      />
    </ActDialog>
  );
}
