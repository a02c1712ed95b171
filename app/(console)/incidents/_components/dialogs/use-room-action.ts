"use client";

import { useCallback } from "react";
import { useSay } from "#components/ui/toast.tsx";
import type { Recorded } from "#lib/commands/context.ts";
import type { Action } from "../../../../_action/action-result.ts";
import { useAction } from "../../../../_action/use-action.ts";
import { useRoom } from "../room/room-context.ts";

/** An act on this room's incident. Says what was recorded; a refusal stays in the dialog, which gets false. */
export function useRoomAction(action: Action<Recorded>, said: string) {
  const { view } = useRoom();
  const say = useSay();
  const { run, pending, refusal, error } = useAction<Recorded, Record<string, unknown>>(action);
  const send = useCallback(
    async (input: Record<string, unknown>) => {
      const result = await run({ ...input, reference: view.reference });
      if (result.ok) say({ title: said, tone: "met", detail: `Entry ${result.value.seq} of the log.` });
      return result.ok;
    },
    [run, say, said, view.reference],
  );
  return { send, told: { pending, refusal, error } };
}
