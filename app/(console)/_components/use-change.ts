"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import type { Action } from "#app/_action/action-result.ts";
import { useAction } from "#app/_action/use-action.ts";
import { useSay } from "#components/ui/toast.tsx";
import { blockerWords, type Refusal } from "#lib/domain/refusal.ts";

const inOneSentence = ({ message, blockers: [first] }: Refusal) =>
  first === undefined ? message : `${message} ${blockerWords(first)}`;

/**
 * A change of what the page shows: sends it, says in words what is so now, and reads the page anew, or goes where
 * it `leadsTo`. A form shows its refusal itself; where there is none, `saysRefusal` has it said too.
 */
export function useChange<T>(action: Action<T>, { saysRefusal = false } = {}) {
  const router = useRouter();
  const say = useSay();
  const { run, pending, refusal, error } = useAction<T, unknown>(action);
  const send = useCallback(
    async (input: unknown, said: string, leadsTo?: (value: T) => string): Promise<T | null> => {
      const result = await run(input);
      if (!result.ok) {
        const why = result.refusal ? inOneSentence(result.refusal) : result.error?.message;
        if (saysRefusal) say({ title: "Nothing was changed", tone: "breach", detail: why });
        return null;
      }
      say({ title: said, tone: "met" });
      if (leadsTo !== undefined) router.push(leadsTo(result.value));
      // After a way that leads on, too: what was kept of the pages behind it is as it was before the change.
      router.refresh();
      return result.value;
    },
    [run, say, router, saysRefusal],
  );
  return { send, told: { pending, refusal, error } };
}
