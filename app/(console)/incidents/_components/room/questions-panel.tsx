"use client";

import { Button } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { mayAskBack } from "#lib/domain/incident/decide/question.ts";
import type { QuestionSubject } from "#lib/domain/incident/events/command.ts";
import type { TextOf } from "#lib/domain/incident/events/index.ts";
import type { QuestionState } from "#lib/domain/incident/state.ts";
import { latestRun } from "#lib/domain/rollback/run.ts";
import { entryAt } from "../live/entry-at.ts";
import { entryWords } from "../view/spoken.ts";
import { useRoom } from "./room-context.ts";

/** What waits for an answer of this person that they may ask back about. */
function useSubject(): QuestionSubject | null {
  const { state, view, viewer } = useRoom();
  if (state.status === "closed") return null;
  const run = latestRun(state);
  const decision = state.decisions.find(({ sealed }) => sealed === null);
  const subjects: QuestionSubject[] = [
    ...(decision === undefined ? [] : [{ decision: decision.decision }]),
    ...(run === null ? [] : [{ run: run.run }]),
  ];
  const person = { ...viewer, id: viewer.person };
  return subjects.find((about) => mayAskBack(about, state, view.pack, person).ok) ?? null;
}

/** What was asked back before an approval or a signature, and the answers. */
export function QuestionsPanel() {
  const { state, open } = useRoom();
  const about = useSubject();
  if (state.questions.length === 0 && about === null) return null;
  return (
    <Panel
      title="Questions back"
      aside={
        about === null ? undefined : (
          <Button size="s" variant="quiet" onClick={() => open({ kind: "ask-question", about })}>
            Ask
          </Button>
        )
      }
    >
      <Questions questions={state.questions} />
    </Panel>
  );
}

export function Questions({ questions }: { questions: readonly QuestionState[] }) {
  return (
    <Card>
      {questions.length === 0 ? (
        <Row>
          <span className="text-soft">Nothing was asked back.</span>
        </Row>
      ) : (
        <ul>
          {questions.map((question) => (
            <Asked key={question.question} question={question} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Asked({ question }: { question: QuestionState }) {
  const { log, names } = useRoom();
  const { to, by, answered } = question;
  const entry = answered === null ? undefined : entryAt(log.entries, answered.seq);
  const words = (entry?.text as TextOf<"QuestionAnswered"> | null | undefined)?.answer;
  const whom = "role" in to ? names.role(to.role) : names.person(to.person);
  return (
    <Row as="li">
      <span className="min-w-0">
        <span className="block whitespace-pre-line">{entryWords(question.seq, log.entries)}</span>
        <span className="block text-faint text-xs">
          {names.person(by)} asked {whom}
        </span>
        {answered === null ? (
          <span className="block text-risk text-s">Not answered yet.</span>
        ) : (
          <span className="mt-1 block whitespace-pre-line border-line-strong border-l-2 pl-2">
            {words ?? "(words not shown)"}
            <span className="block text-faint text-xs">{names.person(answered.by)}</span>
          </span>
        )}
      </span>
    </Row>
  );
}
