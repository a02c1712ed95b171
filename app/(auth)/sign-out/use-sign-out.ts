"use client";

import { useCallback } from "react";
import { useAction } from "#app/_action/use-action.ts";
import { signOutAction } from "./actions.ts";

/** Ends the session and leaves for the sign-in page, with nothing of the person kept in memory. */
export function useSignOut(): { signOut: () => void; pending: boolean; message: string | null } {
  const { run, pending, error } = useAction(signOutAction);
  const signOut = useCallback(() => {
    void run(null).then((result) => {
      // A refusal here means that the session has ended already.
      if (result.ok || result.refusal) location.assign("/sign-in");
    });
  }, [run]);
  return { signOut, pending, message: error?.message ?? null };
}
