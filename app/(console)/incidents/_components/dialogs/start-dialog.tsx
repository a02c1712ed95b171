"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { PlanSteps } from "#components/incident/plan-steps.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { HoldButton } from "#components/ui/hold-button.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { durationText } from "#components/ui/time-text.ts";
import type { PlanPreview } from "#lib/queries/room/plan-preview.ts";
import { recommendRollbackAction, startRollbackAction } from "../../actions.ts";
import { useRoom } from "../room/room-context.ts";
import { many } from "../sentence/lexicon.ts";
import { startRefusal } from "../view/authority.ts";
import { previewSteps } from "../view/run.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";
import { WordsDialog } from "./words-dialog.tsx";

/** Every command of the plan exactly as it will run; a plan that cannot run says which step stops it. */
function PlanAsItWillRun({ preview }: { preview: PlanPreview }) {
  const { names, view } = useRoom();
  if (!preview.ok) {
    return (
      <Banner tone="risk" title="This plan cannot run as it stands">
        <ul className="list-disc pl-4">
          {preview.problems.map((problem) => (
            <li key={`${problem.step} ${problem.message}`}>
              {problem.step}: {problem.message}
            </li>
          ))}
        </ul>
      </Banner>
    );
  }
  return (
    <section aria-label="The plan" className="grid gap-1.5">
      <PlanSteps steps={previewSteps(preview, names)} renderedAt={view.serverNow} label="Steps of the plan" />
      <p className="flex flex-wrap items-center gap-x-3 text-s text-soft">
        {many(preview.steps.length, "step")}, about {durationText(preview.expectedSeconds)}
        <span>
          plan <Digest value={preview.digest} what="plan digest" />
        </span>
      </p>
    </section>
  );
}

function effects(pack: ReturnType<typeof useRoom>["view"]["pack"], plan: string): string {
  const said = pack.plans[plan]?.steps.flatMap((step) => step.dataEffect ?? []) ?? [];
  return said.length === 0 ? "The plan changes no stored data." : `Stored data: ${said.join(" ")}`;
}

function useStart(preview: PlanPreview | undefined, onClose: () => void) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const { send, told } = useRoomAction(startRollbackAction, "The rollback has started");
  const start = async () => {
    const digest = preview?.ok ? preview.digest : "";
    const isDone = await send({ plan: preview?.plan ?? "", seenDigest: digest, reason });
    if (isDone) onClose();
    // The plan may have changed under this page: the next look shows it as it is now.
    else router.refresh();
    return isDone;
  };
  return { reason, setReason, start, told };
}

export function StartDialog({ plan, onClose }: { plan: string; onClose: () => void }) {
  const { view, state } = useRoom();
  const preview = view.plans.find((one) => one.plan === plan);
  const { reason, setReason, start, told } = useStart(preview, onClose);
  const service = view.services.find((one) => one.id === state.services[0]?.id);
  const where = `${service?.name ?? "the service"}, ${service?.environment ?? ""}`;
  const refused = startRefusal(view, state);
  const isReady = refused === null && preview?.ok === true && reason.trim().length >= 3;
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
      instead={
        <HoldButton
          className="min-w-56 max-md:w-full"
          onConfirm={() => void start()}
          isPending={told.pending}
          pendingLabel="Starting…"
          disabled={!isReady}
          consequence={
            isReady
              ? `${where} goes back to ${state.baseline.tag ?? state.baseline.release ?? "the baseline"}. Pausing and aborting stay possible between steps.`
              : refused === null
                ? "Say why first; then press and hold."
                : "You can read the plan; somebody else starts it."
          }
        >
          Hold to start the rollback
        </HoldButton>
      }
    >
      <TextArea
        label="Why do you roll back?"
        isRequired
        rows={2}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {preview === undefined ? null : <PlanAsItWillRun preview={preview} />}
      <p className="text-s text-soft">{effects(view.pack, plan)}</p>
    </ActDialog>
  );
}

export function RecommendDialog({ onClose }: { onClose: () => void }) {
  const { view, state } = useRoom();
  const asked = view.pack.triggers[state.trigger]?.requires.plan;
  const preview = view.plans.find((one) => one.plan === asked) ?? view.plans[0];
  const clock = Object.values(view.pack.clocks).find(
    (one) => one.metBy.is === "recorded" && one.metBy.event === "RollbackRecommended",
  );
  return (
    <WordsDialog
      title={`Recommend: ${preview?.title ?? "the rollback"}`}
      size="l"
      description="Both sides see who recommended it and when. Starting it is another act."
      rule={clock?.rule}
      label="Why do you recommend it?"
      submitLabel="Recommend the rollback"
      said="Recommended"
      action={recommendRollbackAction}
      input={(reason) => ({ plan: preview?.plan ?? "", reason })}
      onClose={onClose}
      below={preview === undefined ? null : <PlanAsItWillRun preview={preview} />}
    />
  );
}
