"use client";

import { EllipsisVertical, FileDown } from "lucide-react";
import { RoomBar } from "#components/incident/room-bar.tsx";
import type { SeverityBadgeProps } from "#components/incident/severity-badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { TextOf } from "#lib/domain/incident/events/index.ts";
import { entryAt } from "../live/entry-at.ts";
import { bridgeUrl } from "../view/bridge.ts";
import { severityTone } from "../view/severity.ts";
import { roomActions } from "./room-acts.ts";
import { useRoom } from "./room-context.ts";

function useSeverity(): SeverityBadgeProps {
  const { state, view } = useRoom();
  const severity = view.pack.severities.find((one) => one.id === state.severity);
  return { label: state.severity, tone: severityTone(view.pack, state.severity), meaning: severity?.means };
}

function RoomMenu() {
  const room = useRoom();
  const actions = roomActions(room).filter((action) => action.refusedBecause === undefined);
  return (
    <Menu
      label="Act in this incident"
      trigger={
        <button type="button" className={buttonClass("plain", "s")} aria-label="Act in this incident">
          <EllipsisVertical aria-hidden className="size-4" />
        </button>
      }
      items={[
        ...actions.map((action) => ({
          kind: "action" as const,
          id: action.id,
          label: action.title,
          ...(action.icon === undefined ? {} : { icon: action.icon }),
          onSelect: action.onSelect,
        })),
        {
          kind: "link",
          id: "export",
          label: "Export the record",
          icon: FileDown,
          href: `/incidents/${room.state.reference}/export`,
        },
      ]}
    />
  );
}

export function RoomHead() {
  const { view, log, state, names } = useRoom();
  const declared = entryAt(log.entries, 1)?.text as TextOf<"IncidentDeclared"> | null | undefined;
  const { commander } = state;
  const others = log.present.filter((person) => person !== commander);
  return (
    <RoomBar
      reference={state.reference}
      title={declared?.title ?? view.pack.triggers[state.trigger]?.title ?? state.trigger}
      severity={useSeverity()}
      phases={view.pack.phases}
      currentPhaseId={state.phase ?? view.pack.phases[0]?.id ?? ""}
      commander={
        commander === null
          ? undefined
          : { name: names.person(commander), isHere: log.present.includes(commander) }
      }
      present={others.map(names.person)}
      identifiedAt={state.identifiedAt}
      renderedAt={view.serverNow}
      bridgeHref={bridgeUrl(log.entries, state) ?? undefined}
      actions={<RoomMenu />}
    />
  );
}
