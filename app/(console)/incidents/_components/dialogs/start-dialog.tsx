"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { HoldButton } from "#components/ui/hold-button.tsx";
import { useServerNow } from "#components/ui/server-clock.ts";
import { TextArea } from "#components/ui/text-field.tsx";
import { dataEffectOf } from "#lib/domain/notice/values.ts";
import { confirmationsOf, unconfirmed } from "#lib/domain/rollback/confirmations.ts";
import type { PlanPreview } from "#lib/queries/room/plan-preview.ts";
import { useWorkerSilence } from "../../../_components/worker-watch.tsx";
import { startRollbackAction } from "../../actions.ts";
import { useRoom } from "../room/room-context.ts";
import { startRefusal } from "../view/authority.ts";
import { ActDialog } from "./act-dialog.tsx";
import { PlanAsItWillRun } from "./plan-as-it-will-run.tsx";
import { TypedConfirmations } from "./typed-confirmations.tsx";
import { useRoomAction } from "./use-room-action.ts";

const shortestReason = 3;

function useStart(plan: string, preview: PlanPreview | undefined, onClose: () => void) {
  const { view, state } = useRoom();
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [confirmed, setConfirmed] = useState<Record<string, string>>({});
  const { send, told } = useRoomAction(startRollbackAction, "The rollback has started");
  const now = new Date(useServerNow(view.serverNow)).toISOString();
  const refused = startRefusal(view, state, { plan, now });
  const isReasoned = reason.trim().length >= shortestReason;
  const untyped = unconfirmed(state, view.pack, { plan, confirmed });
  const isReady = refused === null && preview?.ok === true && isReasoned && untyped.length === 0;
  const start = async () => {
    const digest = preview?.ok ? preview.digest : "";
    const isDone = await send({ plan: preview?.plan ?? "", seenDigest: digest, reason, confirmed });
    if (isDone) onClose();
    // The plan may have changed under this page: the next look shows it as it is now.
    else router.refresh();
    return isDone;
  };
  return { reason, setReason, confirmed, setConfirmed, start, told, refused, isReasoned, isReady };
}

type Draft = ReturnType<typeof useStart>;

/** What holding the button does, or why it cannot be held yet. */
function consequenceOf(draft: Draft, where: string, target: string): string {
  if (draft.isReady)
    return `${where} goes back to ${target}. Pausing and aborting stay possible between steps.`;
  if (draft.refused?.code === "unauthorised") return "You can read the plan; somebody else starts it.";
  if (draft.refused !== null) return "You can read the plan; it cannot start yet.";
  if (draft.reason.trim() === "") return "Say why first; then press and hold.";
  return draft.isReasoned
    ? "Type what the steps ask for; then press and hold."
    : `Say it in ${shortestReason} letters at least; then press and hold.`;
}

function StartButton({ draft, where }: { draft: Draft; where: string }) {
  const { state } = useRoom();
  const target = state.baseline.tag ?? state.baseline.release ?? "the baseline";
  return (
    <HoldButton
      className="min-w-56 max-md:w-full"
      onConfirm={() => void draft.start()}
      isPending={draft.told.pending}
      pendingLabel="Starting…"
      disabled={!draft.isReady}
      consequence={consequenceOf(draft, where, target)}
    >
      Hold to start the rollback
    </HoldButton>
  );
}

/** A start is kept and taken up later; whoever holds the button must know that nothing will move now. */
function NoWorker() {
  return useWorkerSilence() === null ? null : (
    <Banner tone="breach" title="No worker is running: nothing would begin">
      The start is recorded, and its first step waits until a worker is back.
    </Banner>
  );
}

export function StartDialog({ plan, onClose }: { plan: string; onClose: () => void }) {
  const { view, state } = useRoom();
  const preview = view.plans.find((one) => one.plan === plan);
  const draft = useStart(plan, preview, onClose);
  const { told, refused } = draft;
  const service = view.services.find((one) => one.id === state.services[0]?.id);
  const where = `${service?.name ?? "the service"}, ${service?.environment ?? ""}`;
  return (
    <ActDialog
      title={`Start: ${preview?.title ?? plan}`}
      description={`On ${where}. This is what the worker will run, step by step, to the letter.`}
      size="l"
      rule={view.pack.triggers[state.trigger]?.rule}
      onClose={onClose}
      onSubmit={() => Promise.resolve(false)}
      told={refused === null ? told : { ...told, refusal: refused }}
      submitLabel="Start"
      instead={<StartButton draft={draft} where={where} />}
    >
      <NoWorker />
      <TextArea
        label="Why do you roll back?"
        isRequired
        rows={2}
        value={draft.reason}
        onChange={(event) => draft.setReason(event.target.value)}
      />
      {preview === undefined ? null : <PlanAsItWillRun preview={preview} />}
      <p className="text-s">
        <Link className="underline underline-offset-2" href={`/incidents/${view.reference}/plans/${plan}`}>
          Dry run: all that would keep it from starting now
        </Link>
      </p>
      <TypedConfirmations
        asked={confirmationsOf(state, view.pack, plan)}
        typed={draft.confirmed}
        onType={(step, words) => draft.setConfirmed({ ...draft.confirmed, [step]: words })}
      />
      <p className="text-s text-soft">Stored data: {dataEffectOf(view.pack.plans[plan])}</p>
    </ActDialog>
  );
}
