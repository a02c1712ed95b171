"use client";

import { Button } from "#components/ui/button.tsx";
import { useChange } from "../../_components/use-change.ts";
import { readInboxAction } from "../actions.ts";

/** Marks what this page shows as read; what came since stays new. */
export function MarkRead({ until }: { until: string }) {
  const { send, told } = useChange(readInboxAction, { saysRefusal: true });
  return (
    <Button onClick={() => void send({ until }, "All that was here is read")} isPending={told.pending}>
      Mark all as read
    </Button>
  );
}
