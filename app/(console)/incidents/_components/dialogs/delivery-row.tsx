"use client";

import { Button } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";
import { type Tone, toneText } from "#components/ui/tone.ts";
import { ToneIcon } from "#components/ui/tone-icon.tsx";
import type { DeliveryState, NoticeState } from "#lib/domain/incident/state.ts";
import { Refused } from "../../../_components/refused.tsx";
import { retryDeliveryAction } from "../../actions.ts";
import { useRoom } from "../room/room-context.ts";
import { many } from "../sentence/lexicon.ts";
import { delayText, type Receipt } from "../view/notice.ts";
import { useRoomAction } from "./use-room-action.ts";

const states: Record<DeliveryState["status"], { tone: Tone; word: string }> = {
  accepted: { tone: "met", word: "accepted" },
  pending: { tone: "run", word: "on its way" },
  failed: { tone: "breach", word: "failed" },
};

const again: { tone: Tone; word: string } = { tone: "risk", word: "tried again" };

type DeliveryRowProps = {
  notice: NoticeState;
  delivery: DeliveryState;
  to: string;
  audiences: string;
  receipt: Receipt | undefined;
};

/** One recipient: by which channel, what it answered, how long it took, and another try where it failed. */
export function DeliveryRow({ notice, delivery, to, audiences, receipt }: DeliveryRowProps) {
  const { state } = useRoom();
  const { tone, word } =
    delivery.status === "pending" && delivery.attempts > 0 ? again : states[delivery.status];
  return (
    <li className="border-line border-b py-2 text-s last:border-b-0">
      <div className="flex items-start gap-2.5">
        <ToneIcon tone={tone} className="mt-0.5" />
        <div className="min-w-0 flex-1">
          <p>
            {to}{" "}
            <span className="text-faint">
              by {delivery.channel} · {audiences}
            </span>
          </p>
          {receipt === undefined ? null : <p className="break-words text-soft text-xs">{receipt.words}</p>}
        </div>
        <div className="shrink-0 text-right">
          <p className={`font-semibold ${toneText[tone]}`}>{word}</p>
          <Tries notice={notice} delivery={delivery} />
        </div>
      </div>
      {delivery.status === "failed" && state.status === "open" ? (
        <Retry notice={notice.notice} delivery={delivery.id} to={to} />
      ) : null}
    </li>
  );
}

function Tries({
  notice,
  delivery: { at, againAt, attempts, status },
}: Pick<DeliveryRowProps, "notice" | "delivery">) {
  if (at === null) return null;
  const seconds = (Date.parse(at) - Date.parse(notice.sentAt)) / 1000;
  return (
    <p className="text-faint text-xs">
      {status === "accepted" ? `after ${delayText(Math.max(0, seconds))}, ` : ""}
      <Time value={at} show="seconds" />
      {attempts > 1 ? ` · ${many(attempts, "attempt")}` : ""}
      {againAt === null ? null : (
        <span className="block">
          again at <Time value={againAt} show="seconds" />
        </span>
      )}
    </p>
  );
}

function Retry({ notice, delivery, to }: { notice: string; delivery: string; to: string }) {
  const { send, told } = useRoomAction(retryDeliveryAction, "It is tried again");
  return (
    <div className="mt-1.5 ml-6 grid gap-2">
      <Button
        size="s"
        className="justify-self-start"
        onClick={() => void send({ notice, delivery })}
        isPending={told.pending}
      >
        Retry<span className="sr-only"> {to}</span>
      </Button>
      <Refused refusal={told.refusal} error={told.error} />
    </div>
  );
}
