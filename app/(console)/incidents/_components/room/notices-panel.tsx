"use client";

import { Button } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { Ago, Time } from "#components/ui/time.tsx";
import { type Tone, toneText } from "#components/ui/tone.ts";
import { ToneIcon } from "#components/ui/tone-icon.tsx";
import { writtenNotices } from "#lib/domain/clock/holding-notices.ts";
import type { NoticeState } from "#lib/domain/incident/state.ts";
import {
  acceptedWords,
  againCount,
  delayText,
  failedCount,
  pendingCount,
  slowestSeconds,
} from "../view/notice.ts";
import { useRoom } from "./room-context.ts";

function toneOf(notice: NoticeState): Tone {
  if (failedCount(notice) > 0) return "breach";
  if (againCount(notice) > 0) return "risk";
  return notice.acceptedAt === null ? "run" : "met";
}

/** What was said to whom, and how much of it has arrived. */
export function NoticesPanel() {
  const { state, view, open } = useRoom();
  const [[first] = [], [second] = []] = writtenNotices(view.pack);
  if (first === undefined) return null;
  const next = state.notices.every(({ isHolding }) => isHolding) ? first : (second ?? first);
  return (
    <Panel
      title="Notices"
      aside={
        state.status === "open" ? (
          <Button size="s" variant="quiet" onClick={() => open({ kind: "send-notice", notice: next })}>
            Write one
          </Button>
        ) : undefined
      }
    >
      <Card>
        {state.notices.length === 0 ? (
          <p className="px-3 py-2 text-s text-soft">Nobody has been told yet.</p>
        ) : (
          <ul>
            {state.notices.toReversed().map((notice) => (
              <NoticeRow key={notice.notice} notice={notice} />
            ))}
          </ul>
        )}
      </Card>
    </Panel>
  );
}

function NoticeRow({ notice }: { notice: NoticeState }) {
  const { view, open } = useRoom();
  const tone = toneOf(notice);
  const failed = failedCount(notice);
  const pending = pendingCount(notice);
  const again = againCount(notice);
  return (
    <Row
      as="li"
      end={
        <Button size="s" onClick={() => open({ kind: "show-deliveries", notice: notice.notice })}>
          Receipts
        </Button>
      }
    >
      <ToneIcon tone={tone} />
      <span className="min-w-0">
        {view.pack.notices[notice.template]?.title ?? notice.template}
        <span className={`block text-xs ${toneText[tone]}`}>
          {acceptedWords(notice)}
          {pending > again ? `, ${pending - again} on the way` : ""}
          {again > 0 ? `, ${again} tried again` : ""}
          {failed > 0 ? `, ${failed} failed` : ""} · sent <Time value={notice.sentAt} />
        </span>
        <Delay notice={notice} pending={pending} />
      </span>
    </Row>
  );
}

/** How long it took to arrive, or how long something has been on its way. */
function Delay({ notice, pending }: { notice: NoticeState; pending: number }) {
  const { view } = useRoom();
  const slowest = slowestSeconds(notice);
  if (pending > 0)
    return (
      <span className="block text-soft text-xs">
        the oldest left <Ago value={notice.sentAt} renderedAt={view.serverNow} />
      </span>
    );
  if (slowest === null) return null;
  return <span className="block text-faint text-xs">the slowest took {delayText(slowest)}</span>;
}
