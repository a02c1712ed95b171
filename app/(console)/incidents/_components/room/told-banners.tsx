"use client";

import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { TextOf } from "#lib/domain/incident/events/index.ts";
import type { HandoverState, QuestionState } from "#lib/domain/incident/state.ts";
import { entryAt } from "../live/entry-at.ts";
import { entryWords } from "../view/spoken.ts";
import { useRoom } from "./room-context.ts";
import { usePutAway } from "./use-put-away.ts";

/** What this person was handed and still holds, with the words that came with it. */
export function HandedToYou() {
  const { state, viewer } = useRoom();
  const last = state.handovers.findLast(({ to }) => to === viewer.person);
  const isHeld = last !== undefined && (last.command ? viewer.commander : viewer.roles.includes(last.role));
  return isHeld && state.status === "open" ? <Handed handover={last} /> : null;
}

function Handed({ handover }: { handover: HandoverState }) {
  const { state, log, names } = useRoom();
  const { isShown, putAway } = usePutAway(`handover ${state.reference} ${handover.seq}`);
  const words = (entryAt(log.entries, handover.seq)?.text as TextOf<"RoleHandedOver"> | null | undefined)
    ?.state;
  if (!isShown) return null;
  return (
    <Banner
      tone="run"
      role="status"
      title={handover.command ? "You hold command" : `You hold the role ${names.role(handover.role)}`}
      action={
        <Button size="s" onClick={putAway}>
          I have it
        </Button>
      }
    >
      since <Time value={handover.at} show="both" />, from {names.person(handover.from)}.
      {words === undefined ? null : <span className="mt-1 block whitespace-pre-line">{words}</span>}
    </Banner>
  );
}

/** The answers to what this person asked back. */
export function AnswersForYou() {
  const { state, viewer } = useRoom();
  return state.questions
    .filter(({ by, answered }) => by === viewer.person && answered !== null)
    .map((question) => <Answered key={question.question} question={question} />);
}

function Answered({ question }: { question: QuestionState }) {
  const { state, log, names } = useRoom();
  const { isShown, putAway } = usePutAway(`answer ${state.reference} ${question.question}`);
  const entry = entryAt(log.entries, question.answered?.seq ?? 0);
  const words = (entry?.text as TextOf<"QuestionAnswered"> | null | undefined)?.answer;
  if (!isShown) return null;
  return (
    <Banner
      tone="met"
      role="status"
      title={`${names.person(question.answered?.by ?? "")} answers you`}
      action={
        <Button size="s" onClick={putAway}>
          Read
        </Button>
      }
    >
      <span className="block text-soft">{entryWords(question.seq, log.entries)}</span>
      <span className="block whitespace-pre-line">{words ?? "(words not shown)"}</span>
    </Banner>
  );
}
