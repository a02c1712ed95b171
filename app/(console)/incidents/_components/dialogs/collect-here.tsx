"use client";

import { Play } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { collectEvidenceAction } from "../../actions.ts";
import { RefusalBanner } from "./refusal-banner.tsx";
import { useRoomAction } from "./use-room-action.ts";

type CollectHereProps = { requirement: string; action: string; onClose: () => void };

/** The quick way to hand in: the worker runs the registered action, and what it printed is the evidence. */
export function CollectHere({ requirement, action, onClose }: CollectHereProps) {
  const { send, told } = useRoomAction(collectEvidenceAction, `The worker runs ${action}`);
  const collect = () => void send({ requirement }).then((isAsked) => isAsked && onClose());
  return (
    <div className="grid gap-2 rounded-m border border-line bg-plate px-3 py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-s">
          <span className="figures">{action}</span> proves it.{" "}
          <span className="text-soft">
            Its output is handed in for you; if it fails, the timeline says why.
          </span>
        </p>
        <Button onClick={collect} isPending={told.pending} pendingLabel="Asking">
          <Play aria-hidden className="size-4" /> Run it now
        </Button>
      </div>
      <RefusalBanner refusal={told.refusal} error={told.error} />
    </div>
  );
}
