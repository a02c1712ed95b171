"use client";

import { Play } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { runCheckAction } from "../../triage-actions.ts";
import { RefusalBanner } from "./refusal-banner.tsx";
import { useRoomAction } from "./use-room-action.ts";

type RunCheckHereProps = { check: string; action: string; onClose: () => void };

/** The quick way to report: the worker runs the registered action, and how it ends is the report. */
export function RunCheckHere({ check, action, onClose }: RunCheckHereProps) {
  const { send, told } = useRoomAction(runCheckAction, `The worker runs ${action}`);
  const run = () => void send({ check }).then((isAsked) => isAsked && onClose());
  return (
    <div className="grid gap-2 rounded-m border border-line bg-plate px-3 py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-s">
          <span className="figures">{action}</span> checks it.{" "}
          <span className="text-soft">How it ends and what it prints is reported for you.</span>
        </p>
        <Button onClick={run} isPending={told.pending} pendingLabel="Asking">
          <Play aria-hidden className="size-4" /> Run it now
        </Button>
      </div>
      <RefusalBanner refusal={told.refusal} error={told.error} />
    </div>
  );
}
