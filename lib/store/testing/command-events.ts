import { minutesAfter } from "#lib/domain/clock/firing.ts";
import type { NewEvent } from "#lib/domain/incident/events/index.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { newId } from "#lib/platform/ids.ts";
import { people, type Telling } from "./telling.ts";

/** What every commander does, in any order: the end of an incident and its reopening, too. */
export function commands(state: IncidentState, { words, now }: Telling): NewEvent[] {
  const [first, second] = people;
  const clock = state.clocks.at(-1);
  const released: NewEvent[] =
    clock === undefined
      ? []
      : [
          {
            type: "ClockReleased",
            facts: { clock: clock.clock, occurrence: clock.occurrence, cause: "severity-changed" },
            text: {},
          },
        ];
  const turn: NewEvent =
    state.status === "open"
      ? { type: "IncidentCancelled", facts: {}, text: { reason: words } }
      : { type: "IncidentReopened", facts: {}, text: { reason: words } };
  const to = state.severity === "SEV-1" ? "SEV-2" : "SEV-1";
  return [
    ...released,
    turn,
    { type: "IncidentClosed", facts: { duplicateOf: "INC-2026-0001" }, text: { summary: words } },
    { type: "SeverityChanged", facts: { from: state.severity, to }, text: { reason: words } },
    {
      type: "IncidentsLinked",
      facts: { other: "INC-2026-0001", relation: "caused-by" },
      text: { reason: words },
    },
    { type: "BridgeLinked", facts: {}, text: { url: "https://meet.example/room" } },
    {
      type: "RoleHandedOver",
      facts: { role: "commander", from: first, to: second, party: null, command: true },
      text: { state: words },
    },
    ...tasks(state, second, { words, now }),
    ...questions(state, second, words),
  ];
}

function tasks(state: IncidentState, owner: string, { words, now }: Pick<Telling, "words" | "now">) {
  const added: NewEvent = {
    type: "TaskAdded",
    facts: { task: newId(), owner, dueAt: minutesAfter(now, 5, 1) },
    text: { title: words },
  };
  const task = state.tasks.at(-1)?.task;
  if (task === undefined) return [added];
  const later: NewEvent[] = [
    { type: "TaskReassigned", facts: { task, owner }, text: { reason: words } },
    { type: "TaskDone", facts: { task }, text: { outcome: words } },
  ];
  return [added, ...later];
}

function questions(state: IncidentState, person: string, words: string): NewEvent[] {
  const run = state.runs.at(-1)?.run;
  const question = state.questions.at(-1)?.question;
  const asked: NewEvent[] =
    run === undefined
      ? []
      : [
          {
            type: "QuestionAsked",
            facts: { question: newId(), about: { run }, to: { person } },
            text: { question: words },
          },
        ];
  const answered: NewEvent[] =
    question === undefined
      ? []
      : [{ type: "QuestionAnswered", facts: { question }, text: { answer: words } }];
  return [...asked, ...answered];
}
