import type { LucideIcon } from "lucide-react";
import type { RoomAct } from "./room-context.ts";

/** Something that can be done in this room. */
export type OfferedAct = {
  id: string;
  title: string;
  icon: LucideIcon;
  keywords?: readonly string[];
  /** Why it cannot be done now: it stays in the palette, and says so. */
  refusedBecause?: string | undefined;
  onSelect: () => void;
};

/** The same before it is known how it opens. */
export type Draft = Omit<OfferedAct, "onSelect"> & { act: RoomAct };
