"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { Time } from "#components/ui/time.tsx";
import { useRoom } from "../room/room-context.ts";
import { acceptedWords, receiptsOf } from "../view/notice.ts";
import { DeliveryRow } from "./delivery-row.tsx";

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
              notice={notice}
              delivery={delivery}
              to={
                delivery.person === null
                  ? (view.channels.endpoints.find((one) => one.id === delivery.endpoint)?.title ??
                    "a channel")
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
