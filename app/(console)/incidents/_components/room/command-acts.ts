import { Ban, Gauge, Handshake, Link2, ListPlus, RotateCw, Video } from "lucide-react";
import { leads } from "#lib/domain/authority/lead.ts";
import type { Draft, OfferedAct } from "./offered-act.ts";
import type { Room } from "./room-context.ts";

/** Why this person does not lead; undefined where they do. */
function notLeading({ view, state, viewer }: Room): string | undefined {
  if (leads(state, view.pack, { id: viewer.person, roles: viewer.roles })) return undefined;
  return `${view.pack.roles[view.pack.commander]?.title ?? "The commander"} does this.`;
}

const hasPart = ({ state, viewer }: Room) =>
  state.participants.some(({ person }) => person === viewer.person);

/** What every commander needs at hand, and what anybody in the room may add. */
export const commanding = (room: Room): Draft[] => [...leadersActs(room), ...everybodysActs(room)];

function leadersActs(room: Room): Draft[] {
  const refusedBecause = notLeading(room);
  return [
    {
      id: "severity",
      title: "Raise or lower the severity",
      icon: Gauge,
      keywords: ["upgrade", "downgrade", "sev"],
      act: { kind: "change-severity" },
      refusedBecause,
    },
    {
      id: "cancel",
      title: "Cancel: a false alarm",
      icon: Ban,
      keywords: ["false alarm", "stand down"],
      act: { kind: "cancel-incident" },
      refusedBecause,
    },
  ];
}

function everybodysActs(room: Room): Draft[] {
  const outside = hasPart(room) ? undefined : "You have no part in this incident.";
  const holdsNothing = room.viewer.roles.length === 0 && !room.viewer.commander;
  return [
    {
      id: "hand-over",
      title: "Hand over command or a role",
      icon: Handshake,
      keywords: ["handover", "shift", "commander"],
      act: { kind: "hand-over" },
      refusedBecause: outside ?? (holdsNothing ? "You hold nothing that you could hand over." : undefined),
    },
    {
      id: "task",
      title: "Give somebody a task",
      icon: ListPlus,
      keywords: ["todo", "assign"],
      act: { kind: "add-task" },
      refusedBecause: outside,
    },
    {
      id: "bridge",
      title: room.state.bridge === null ? "Link the bridge" : "Link another bridge",
      icon: Video,
      keywords: ["call", "meeting", "phone"],
      act: { kind: "link-bridge" },
      refusedBecause: outside,
    },
    {
      id: "link",
      title: "Link or merge with another incident",
      icon: Link2,
      keywords: ["duplicate", "related", "cause"],
      act: { kind: "link-incident" },
      refusedBecause: outside,
    },
  ];
}

/** The one act that an incident that has ended knows. */
export function reopening(room: Room): OfferedAct[] {
  if (room.state.status === "open") return [];
  return [
    {
      id: "reopen",
      title: "Reopen the incident",
      icon: RotateCw,
      refusedBecause: notLeading(room),
      onSelect: () => room.open({ kind: "reopen-incident" }),
    },
  ];
}
