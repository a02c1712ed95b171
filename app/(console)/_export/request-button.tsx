"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useAction } from "#app/_action/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { requestExportAction } from "./actions.ts";

const everyMs = 1_500;

/** Asks for a bundle, and looks again until the worker has made it. */
export function RequestButton({ reference, isBeingMade }: { reference: string; isBeingMade: boolean }) {
  const router = useRouter();
  const { run, pending, refusal, error } = useAction(requestExportAction);
  useEffect(() => {
    if (!isBeingMade) return;
    const timer = setInterval(() => !document.hidden && router.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [isBeingMade, router]);
  const ask = async () => {
    await run({ reference });
    router.refresh();
  };
  const said = refusal?.message ?? error?.message;
  return (
    <div>
      <Button variant="go" onClick={ask} isPending={pending || isBeingMade} pendingLabel="Being made">
        Make a bundle
      </Button>
      {said === undefined ? null : <FieldError id="export-refused">{said}</FieldError>}
    </div>
  );
}
