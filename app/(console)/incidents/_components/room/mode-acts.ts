import { Expand, Octagon, Snowflake } from "lucide-react";
import { openCriteria } from "#lib/domain/gate/holds.ts";
import type { Draft } from "./offered-act.ts";
import type { Room } from "./room-context.ts";

/** Rollback mode: entered, widened, and left under control. */
export function inMode({ view, state, viewer, names }: Room): Draft[] {
  const { mode, unfreeze } = view.pack;
  if (mode === undefined) return [];
  const leads =
    viewer.commander || viewer.roles.includes(view.pack.commander)
      ? undefined
      : "Who commands the incident does this.";
  if (state.mode === null)
    return [
      {
        id: "declare-mode",
        title: `Declare: ${mode.title}`,
        icon: Octagon,
        keywords: ["freeze", "stop"],
        act: { kind: "declare-mode" },
        refusedBecause: leads,
      },
    ];
  const begun = state.runs.some(({ status }) => status !== "aborted");
  const open = openCriteria(unfreeze?.criteria ?? [], state, view.pack, { otherCriticalIncidents: 0 });
  const lifts = viewer.roles.includes(unfreeze?.by ?? "");
  return [
    {
      id: "change-scope",
      title: "Widen or narrow the level",
      icon: Expand,
      keywords: ["scope"],
      act: { kind: "change-scope" },
      refusedBecause: leads ?? (begun ? "The rollback of this level has begun." : undefined),
    },
    ...(unfreeze === undefined || state.unfrozen !== null
      ? []
      : [
          {
            id: "unfreeze",
            title: "Lift the freezes",
            icon: Snowflake,
            keywords: ["unfreeze"],
            act: { kind: "unfreeze" as const },
            refusedBecause: lifts
              ? open.length === 0
                ? undefined
                : `${open.length} things are open; the first: ${open[0]?.title ?? ""}`
              : `${names.role(unfreeze.by)} lifts them.`,
          },
        ]),
  ];
}
