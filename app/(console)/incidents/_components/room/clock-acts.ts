import { CirclePause, CirclePlay, MessageSquareWarning } from "lucide-react";
import { isOwed } from "#lib/domain/clock/firing.ts";
import type { Draft } from "./offered-act.ts";
import type { Room } from "./room-context.ts";

/** What may be done about clocks: those that the protocol lets be paused, and breaches that nobody has explained. */
export function aboutClocks({ view, state, names, viewer }: Room): Draft[] {
  return state.clocks.flatMap((clock): Draft[] => {
    const address = { clock: clock.clock, occurrence: clock.occurrence };
    const id = `${clock.clock}-${clock.occurrence}`;
    const title = `${names.clock(clock.clock)}${clock.occurrence > 1 ? ` (no. ${clock.occurrence})` : ""}`;
    if (clock.status === "breached" && clock.explained === null)
      return [
        {
          id: `explain-${id}`,
          title: `Say why it was late: ${title}`,
          icon: MessageSquareWarning,
          keywords: ["breach", "explain"],
          act: { kind: "explain-breach", ...address },
        },
      ];
    const mayPause = view.pack.clocks[clock.clock]?.mayPause;
    if (mayPause === undefined || !isOwed(clock) || clock.status === "breached") return [];
    const isPaused = clock.paused !== null;
    return [
      {
        id: `pause-${id}`,
        title: `${isPaused ? "Let run again" : "Pause"}: ${title}`,
        icon: isPaused ? CirclePlay : CirclePause,
        keywords: ["clock", "deadline"],
        act: { kind: isPaused ? "resume-clock" : "pause-clock", ...address },
        refusedBecause: mayPause.by.some((role) => viewer.roles.includes(role))
          ? undefined
          : `${mayPause.by.map(names.role).join(" or ")} does this.`,
      },
    ];
  });
}
