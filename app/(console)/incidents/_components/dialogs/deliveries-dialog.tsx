"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { Time } from "#components/ui/time.tsx";
import { type Tone, toneText } from "#components/ui/tone.ts";
import { ToneIcon } from "#components/ui/tone-icon.tsx";
import type { DeliveryState } from "#lib/domain/incident/state.ts";
import { useRoom } from "../room/room-context.ts";
import { many } from "../sentence/lexicon.ts";
import { acceptedWords, type Receipt, receiptsOf } from "../view/notice.ts";

const states: Record<DeliveryState["status"], { tone: Tone; word: string }> = {
  accepted: { tone: "met", word: "accepted" },
  pending: { tone: "run", word: "on its way" },
  failed: { tone: "breach", word: "failed" },
};

/** Where a notice went: each recipient, by which channel, and what the channel answered. */
export function DeliveriesDialog({ notice: id, onClose }: { notice: string; onClose: () => void }) {
  const { log, state, names, view } = useRoom();
  const notice = state.notices.find((one) => one.notice === id);
  const receipts = receiptsOf(log.entries);
  if (notice === undefined) return null;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={view.pack.notices[notice.template]?.title ?? "Notice"}
      description={
        <>
          {acceptedWords(notice)}; sent <Time value={notice.sentAt} show="seconds" />
          {notice.nextUpdateAt === null ? null : (
            <>
              , next update promised for <Time value={notice.nextUpdateAt} />
            </>
          )}
        </>
      }
    >
      {notice.deliveries.length === 0 ? (
        <p>It went to nobody: no channel and no person stood behind its audiences.</p>
      ) : (
        <ul>
          {notice.deliveries.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              delivery={delivery}
              to={
                delivery.person === null
                  ? (view.channels.endpoints.find((one) => one.id === delivery.endpoint)?.title ??
                    "an endpoint")
                  : names.person(delivery.person)
              }
              audiences={delivery.audiences.map(names.audience).join(", ")}
              receipt={receipts.get(delivery.id)}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

type DeliveryRowProps = {
  delivery: DeliveryState;
  to: string;
  audiences: string;
  receipt: Receipt | undefined;
};

function DeliveryRow({ delivery, to, audiences, receipt }: DeliveryRowProps) {
  const { tone, word } = states[delivery.status];
  return (
    <li className="flex items-start gap-2.5 border-line border-b py-2 text-s last:border-b-0">
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
        {delivery.at === null ? null : (
          <p className="text-faint text-xs">
            <Time value={delivery.at} show="seconds" />
            {delivery.attempts > 1 ? ` · ${many(delivery.attempts, "attempt")}` : ""}
          </p>
        )}
      </div>
    </li>
  );
}
