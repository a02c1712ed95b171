"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useServerNow } from "#components/ui/server-clock.ts";
import type { DeclareView } from "#lib/queries/declare.ts";
import { useAction } from "../../../../_action/use-action.ts";
import { declareIncidentAction } from "../../actions.ts";
import { type Draft, declarationOf, firstService, foresee, packOf } from "./draft.ts";

/** What the link to the page says already. */
export type AskedFor = {
  pack: string | undefined;
  trigger: string | undefined;
  service: string | undefined;
};

function firstDraft(view: DeclareView, { pack: packId, trigger, service }: AskedFor): Draft {
  const pack = packOf(view, packId ?? "") ?? view.packs[0]?.pack;
  return {
    packId: pack?.id ?? "",
    trigger: trigger !== undefined && pack?.triggers[trigger] !== undefined ? trigger : null,
    severity: null,
    service: firstService(view, service),
    title: null,
    seen: "",
    identifiedMinutesAgo: 0,
    identifiedMinute: null,
    answers: {},
    clockFactor: 1,
  };
}

/** The form was read downwards; what follows it begins at its top, where the first thing owed stands. */
function useOpenAtTheTop() {
  const hasDeclared = useRef(false);
  useEffect(
    () => () => {
      if (hasDeclared.current) window.scrollTo({ top: 0, behavior: "instant" });
    },
    [],
  );
  return hasDeclared;
}

/** The declaration in the making: what was chosen, what follows from it, and the one act that records it. */
export function useDeclaration(view: DeclareView, asked: AskedFor) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => firstDraft(view, asked));
  const [search, setSearch] = useState("");
  const [isOpening, setIsOpening] = useState(false);
  const hasDeclared = useOpenAtTheTop();
  const { run, pending, refusal, error, reset } = useAction(declareIncidentAction);
  const now = useServerNow(view.serverNow);
  const pack = packOf(view, draft.packId);
  const declaration = declarationOf(view, draft, now);
  const foreseen =
    pack === undefined || declaration === null
      ? null
      : foresee(pack, declaration, new Date(now).toISOString());
  const change = (changes: Partial<Draft>) => {
    reset();
    setDraft((before) => ({ ...before, ...changes }));
  };
  const declare = async () => {
    if (declaration === null) return;
    const result = await run(declaration);
    if (!result.ok) return;
    setIsOpening(true);
    hasDeclared.current = true;
    router.push(`/incidents/${result.value.reference}`);
  };
  return {
    draft,
    now,
    change,
    choosePack: (next: string) =>
      change({ packId: next, trigger: null, severity: null, title: null, answers: {} }),
    chooseTrigger: (next: string, nextPack: string) =>
      change({
        trigger: next,
        severity: null,
        ...(nextPack === draft.packId ? {} : { packId: nextPack, title: null, answers: {} }),
      }),
    search,
    setSearch,
    pack,
    declaration,
    foreseen,
    declare,
    told: { pending: pending || isOpening, refusal, error },
  };
}

export type DeclarationModel = ReturnType<typeof useDeclaration>;
