"use client";

import { Card, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { startRules } from "#lib/domain/authority/start-rollback.ts";
import { earliestStart, toldAt } from "#lib/domain/rollback/schedule.ts";
import { useRoom } from "./room-context.ts";

/** When the rollback is to start, who has agreed, and whether everybody was told ahead. */
export function SchedulePlate() {
  const { state, view, names } = useRoom();
  const { schedule } = state;
  const [rule] = startRules(state, view.pack);
  if (schedule === null || rule?.mode !== "consensus-scheduled") return null;
  const told = toldAt(state, schedule, rule);
  const earliest = earliestStart(state, schedule, rule);
  return (
    <Card className="mb-2">
      <ul aria-label="Schedule">
        <Row as="li" end={<Time value={earliest ?? schedule.startAt} />}>
          {view.pack.plans[schedule.plan]?.title ?? schedule.plan}
        </Row>
        {rule.consensus.map((role) => (
          <Answer key={role} title={names.role(role)} answer={schedule.consensus[role]?.answer} />
        ))}
        {rule.ahead === undefined ? null : (
          <Row
            as="li"
            end={
              told === null ? (
                <span className="font-semibold text-risk">not yet</span>
              ) : (
                <span className="text-met">
                  <Time value={told} />
                </span>
              )
            }
          >
            Told, {rule.ahead.minutes} minutes ahead of any start
          </Row>
        )}
      </ul>
    </Card>
  );
}

const looks = { agreed: "text-met", refused: "font-semibold text-breach" } as const;

const Answer = ({ title, answer }: { title: string; answer: "agreed" | "refused" | undefined }) => (
  <Row
    as="li"
    end={
      <span className={answer === undefined ? "font-semibold text-risk" : looks[answer]}>
        {answer ?? "owed"}
      </span>
    }
  >
    {title}
  </Row>
);
