"use client";

import { planAsked } from "#lib/domain/rollback/offered.ts";
import { recommendRollbackAction } from "../../actions.ts";
import { useRoom } from "../room/room-context.ts";
import { PlanAsItWillRun } from "./plan-as-it-will-run.tsx";
import { WordsDialog } from "./words-dialog.tsx";

export function RecommendDialog({ onClose }: { onClose: () => void }) {
  const { view, state } = useRoom();
  const asked = planAsked(state, view.pack);
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
