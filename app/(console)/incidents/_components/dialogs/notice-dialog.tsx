"use client";

import { useState } from "react";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { useServerNow } from "#components/ui/server-clock.ts";
import { Select, TextArea } from "#components/ui/text-field.tsx";
import { Time } from "#components/ui/time.tsx";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { writtenNotices } from "#lib/domain/clock/holding-notices.ts";
import { composeNotice } from "#lib/domain/incident/decide/notice.ts";
import { sendNoticeAction } from "../../actions.ts";
import { useRoom } from "../room/room-context.ts";
import { noticeWords, promiseMinutes } from "../view/notice.ts";
import { ActDialog } from "./act-dialog.tsx";
import { NoticeReach } from "./notice-reach.tsx";
import { useRoomAction } from "./use-room-action.ts";

function useNoticeDraft(first: string) {
  const { view, log, state } = useRoom();
  const { pack } = view;
  const [template, setTemplate] = useState(first);
  const [fields, setFields] = useState<Record<string, string>>({});
  const offered = promiseMinutes(pack, template);
  const [chosen, setMinutes] = useState(30);
  const minutes = offered.includes(chosen) ? chosen : (offered.at(-1) ?? 30);
  const now = useServerNow(view.serverNow);
  const described = pack.notices[template];
  const promised = minutesAfter(new Date(now).toISOString(), minutes, state.clockFactor);
  const nextUpdateAt = described?.promisesNextUpdate ? promised : null;
  const words = noticeWords(view, log.entries, state);
  const composed = composeNotice(state, pack, { template, fields, nextUpdateAt, words });
  return {
    template,
    setTemplate,
    fields,
    setFields,
    offered,
    minutes,
    setMinutes,
    nextUpdateAt,
    described,
    composed,
  };
}

type Draft = ReturnType<typeof useNoticeDraft>;

/** Writes a notice from its template: what is asked, when the next one comes, and exactly how it will read. */
export function NoticeDialog({ notice, onClose }: { notice: string; onClose: () => void }) {
  const { view } = useRoom();
  const draft = useNoticeDraft(notice);
  const { template, fields, nextUpdateAt, described, composed } = draft;
  const { send, told } = useRoomAction(sendNoticeAction, "The notice is on its way");
  return (
    <ActDialog
      title={described?.title ?? "Notice"}
      description="It leaves through every channel at once; each receipt is recorded."
      rule={described?.rule}
      size="l"
      onClose={onClose}
      onSubmit={() => send({ template, fields, nextUpdateAt })}
      told={told}
      submitLabel="Send the notice"
      canSubmit={composed.missing.length === 0}
    >
      <div className="grid gap-4 lg:grid-cols-2">
        <div className="grid content-start gap-4">
          <Select
            label="Notice"
            value={template}
            options={writtenNotices(view.pack).map(([value, one]) => ({ value, label: one.title }))}
            onChange={(event) => draft.setTemplate(event.target.value)}
          />
          <Asked draft={draft} />
          <NoticeReach template={template} />
        </div>
        <Preview draft={draft} />
      </div>
    </ActDialog>
  );
}

function Asked({ draft }: { draft: Draft }) {
  const { described, fields, setFields, offered, minutes, setMinutes, nextUpdateAt } = draft;
  const { state } = useRoom();
  return (
    <>
      {Object.entries(described?.asks ?? {}).map(([name, label]) => (
        <TextArea
          key={name}
          label={label}
          isRequired
          value={fields[name] ?? ""}
          onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
        />
      ))}
      {nextUpdateAt === null ? null : (
        <Select
          label="Next update"
          value={String(minutes)}
          options={offered.map((value) => ({ value: String(value), label: `in ${value} minutes` }))}
          onChange={(event) => setMinutes(Number(event.target.value))}
          hint={
            <>
              Promised for <Time value={nextUpdateAt} show="seconds" withLocal />; a clock will hold us to it
              {state.clockFactor > 1 ? `, ${state.clockFactor} times faster in this demonstration` : ""}.
            </>
          }
        />
      )}
    </>
  );
}

function Preview({ draft: { composed } }: { draft: Draft }) {
  return (
    <section aria-label="Preview" className="min-w-0">
      <p className="eyebrow mb-1">As it will read</p>
      <div className="rounded-m border border-line bg-ground px-3 py-2.5">
        <p className="border-line border-b pb-1.5 font-semibold">{composed.subject}</p>
        <p className="mt-1.5 whitespace-pre-wrap text-s">{composed.body}</p>
      </div>
      {composed.missing.length === 0 ? null : (
        <Banner tone="risk" className="mt-2" title="It cannot go out yet">
          <ul className="list-disc pl-4">
            {composed.missing.map((one) => (
              <li key={one.message}>
                {one.message} {one.rule === null ? null : <RuleLink rule={{ id: one.rule }} />}
              </li>
            ))}
          </ul>
        </Banner>
      )}
    </section>
  );
}
