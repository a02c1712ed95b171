"use client";

import { useMemo } from "react";
import { usePageActions } from "#components/shell/page-actions.tsx";
import type { PaletteAction } from "#components/shell/palette-action.ts";
import { roomActions } from "./room-acts.ts";
import type { Room } from "./room-context.ts";

/** Puts what can be done here into the palette. */
export function useRoomActions(room: Room): void {
  const { view, state, names } = room;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rest of a room follows from these three, and output lines must not rebuild the palette.
  const actions = useMemo<PaletteAction[]>(
    () =>
      roomActions(room).map((action) => ({
        kind: "act",
        group: state.reference,
        id: action.id,
        title: action.title,
        icon: action.icon,
        keywords: action.keywords,
        refusedBecause: action.refusedBecause,
        onSelect: action.onSelect,
      })),
    [view, state, names],
  );
  usePageActions(actions);
}
