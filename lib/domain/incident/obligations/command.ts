import type { ProtocolPack } from "../../protocol/pack.ts";
import { entryToken } from "../entry-token.ts";
import type { Obligation } from "../obligation.ts";
import type { IncidentState } from "../state.ts";

/** What people asked of one another, and the bridge that the trigger asks for (MKC-2.2). */
export const commandObligations = (state: IncidentState, pack: ProtocolPack): Obligation[] => [
  ...bridgeOwed(state, pack),
  ...tasksOwed(state),
  ...answersOwed(state),
];

function bridgeOwed(state: IncidentState, pack: ProtocolPack): Obligation[] {
  const trigger = pack.triggers[state.trigger];
  if (trigger === undefined || !trigger.requires.bridge || state.bridge !== null) return [];
  return [
    {
      id: "bridge",
      title: "Open the bridge and link it here",
      why: trigger.requires.summary,
      rule: trigger.rule ?? null,
      owner: { role: pack.commander },
      dueAt: null,
      act: { kind: "link-bridge" },
    },
  ];
}

const tasksOwed = (state: IncidentState): Obligation[] =>
  state.tasks
    .filter(({ done }) => done === null)
    .map(({ task, seq, owner, dueAt }) => ({
      id: `task:${task}`,
      title: entryToken(seq),
      why: "A task you were given; it keeps the incident open.",
      rule: null,
      owner: { person: owner },
      dueAt,
      act: { kind: "finish-task", task },
    }));

const answersOwed = (state: IncidentState): Obligation[] =>
  state.questions
    .filter(({ answered }) => answered === null)
    .map(({ question, seq, about, to }) => ({
      id: `question:${question}`,
      title: `Answer: ${entryToken(seq)}`,
      why: "run" in about ? "An approval waits for your answer." : "A signature waits for your answer.",
      rule: null,
      owner: to,
      dueAt: null,
      act: { kind: "answer-question", question },
    }));
