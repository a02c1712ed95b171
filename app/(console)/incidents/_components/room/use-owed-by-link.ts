import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { isMine, obligations } from "#lib/domain/incident/obligations.ts";
import type { Room } from "./room-context.ts";

/** A mail's link names what this person owes: its dialog opens with the page, where it is still owed. */
export function useOwedByLink({ state, view, viewer, open }: Room): void {
  const asked = useSearchParams().get("owed");
  const isDone = useRef(false);
  useEffect(() => {
    if (asked === null || isDone.current) return;
    isDone.current = true;
    const owed = obligations(state, view.pack).find((one) => one.act.kind === asked && isMine(one, viewer));
    if (owed !== undefined) open(owed.act);
  }, [asked, state, view.pack, viewer, open]);
}
