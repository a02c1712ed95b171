"use client";

import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";
import { startedByOthers } from "#lib/domain/authority/start-rollback.ts";
import type { CallState } from "#lib/domain/incident/state.ts";
import { Refused } from "../../../_components/refused.tsx";
import { answerCallAction } from "../../actions.ts";
import { useRoomAction } from "../dialogs/use-room-action.ts";
import { useRoom } from "./room-context.ts";

/** Who is being called, and the answer of whoever reads it and was called. */
export function CallBanners() {
  const { state, viewer, names } = useRoom();
  if (state.status === "closed" || state.calls.some(({ status }) => status === "answered")) return null;
  const mine = state.calls.find(({ person, status }) => person === viewer.person && status !== "stood-down");
  if (mine !== undefined) return <YouAreCalled call={mine} />;
  const waiting = state.calls.find(({ status }) => status === "waiting");
  if (waiting !== undefined)
    return (
      <Banner tone="run" role="status" title={`${names.person(waiting.person)} is called`}>
        as {names.role(waiting.role)}; without an answer by <Time value={waiting.answerBy} show="seconds" />{" "}
        the next person is called.
      </Banner>
    );
  return state.unansweredAt === null ? null : (
    <Banner tone="breach" role="alert" title="Nobody who is on call has answered">
      {state.calls.length === 0
        ? "Nobody is on call for the roles that the protocol calls."
        : `${state.calls.map(({ person }) => names.person(person)).join(", ")} called in vain.`}{" "}
      Reach somebody by other means.
    </Banner>
  );
}

function YouAreCalled({ call }: { call: CallState }) {
  const { names } = useRoom();
  const { send, told } = useRoomAction(answerCallAction, "You are on it");
  return (
    <>
      <Banner
        tone="risk"
        role="alert"
        title={`You are called as ${names.role(call.role)}`}
        action={
          <span className="flex flex-wrap gap-2">
            <Button variant="go" onClick={() => void send({ call: call.call })} isPending={told.pending}>
              I am on it
            </Button>
            {call.status === "waiting" ? <Cannot call={call.call} /> : null}
          </span>
        }
      >
        {call.declined ? (
          "You said that you cannot, and others are called; you may still take it."
        ) : call.status === "passed" ? (
          "Your time is over and others are called; you may still take it."
        ) : (
          <>
            Answer by <Time value={call.answerBy} show="seconds" />, or the next person is called.
          </>
        )}
        <WhatYouCanDo role={call.role} />
      </Banner>
      <Refused refusal={told.refusal} error={told.error} />
    </>
  );
}

/** Whoever is called in the place of those who start the rollback is told at once what is theirs to do. */
function WhatYouCanDo({ role }: { role: string }) {
  const { state, view, names } = useRoom();
  const others = startedByOthers(state, view.pack, role);
  return others === null ? null : (
    <span className="block">
      At {state.severity} the rollback is started by {others}. What you can do: say that you are on it, and
      reach one of them, or have the {names.role(view.pack.commander)} name somebody for it.
    </span>
  );
}

/** So that the next person is not called only when the time is over. */
function Cannot({ call }: { call: string }) {
  const { send, told } = useRoomAction(answerCallAction, "The next person is called");
  return (
    <Button onClick={() => void send({ call, answer: "cannot" })} isPending={told.pending}>
      I cannot
    </Button>
  );
}
