"use client";

import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { Select, TextArea, TextField } from "#components/ui/text-field.tsx";
import type { FactsOf } from "#lib/domain/incident/events/index.ts";
import { publicLines } from "#lib/domain/notice/public-lines.ts";
import { latestRun } from "#lib/domain/rollback/run.ts";
import type { RoomService } from "#lib/queries/room/view.ts";
import { publishStatusAction } from "../../actions.ts";
import { useRoom } from "../room/room-context.ts";
import { ActDialog } from "./act-dialog.tsx";
import { useRoomAction } from "./use-room-action.ts";

const states = [
  { value: "investigating", label: "Investigating", detail: "Something is wrong, we are on it" },
  { value: "maintenance", label: "Maintenance", detail: "It is being restored" },
  { value: "monitoring", label: "Monitoring", detail: "Restored, being watched" },
  { value: "resolved", label: "Resolved", detail: "It is over" },
];

type PublicState = FactsOf<"StatusPublished">["state"];

const healths = ["operational", "degraded", "outage", "maintenance"].map((value) => ({
  value,
  label: value,
}));

const usualHealth: Record<string, string> = {
  investigating: "degraded",
  maintenance: "maintenance",
  monitoring: "operational",
  resolved: "operational",
};

function useStatus(services: readonly RoomService[], first: string, isRestored: boolean) {
  const [state, setState] = useState(first);
  const [healthOf, setHealthOf] = useState<Record<string, string>>({});
  const [title, setTitle] = useState("");
  const [body, setBody] = useState("");
  // A protocol may ask for the word "maintenance" still when it is over; the services are in none by then.
  const usual = isRestored && state === "maintenance" ? "operational" : (usualHealth[state] ?? "degraded");
  const health = (id: string) => healthOf[id] ?? usual;
  const input = {
    state,
    title,
    body,
    services: services.map(({ id }) => ({ id, health: health(id) })),
  };
  const setHealth = (id: string, value: string) => setHealthOf({ ...healthOf, [id]: value });
  return { state, setState, health, setHealth, title, setTitle, body, setBody, input };
}

type HealthProps = { services: readonly RoomService[]; draft: ReturnType<typeof useStatus> };

function HealthOfServices({ services, draft }: HealthProps) {
  const isHidden = services.every((service) => service.publicName === null);
  return (
    <>
      {services.map((service) => (
        <Select
          key={service.id}
          label={`Health of ${service.publicName ?? `${service.name} (has no public name, so it is not shown)`}`}
          options={healths}
          value={draft.health(service.id)}
          onChange={(event) => draft.setHealth(service.id, event.target.value)}
        />
      ))}
      {isHidden ? (
        <Banner tone="risk" title="No affected service is public">
          The words appear, but beside no component.
        </Banner>
      ) : null}
    </>
  );
}

/** Writes what the public reads. Only these words leave; nothing of the room is added. */
export function StatusDialog({ asked, onClose }: { asked?: string | undefined; onClose: () => void }) {
  const { view, state: incident } = useRoom();
  const usual = incident.publication === null ? "investigating" : "monitoring";
  const run = latestRun(incident);
  const isRestored = run !== null && (run.status === "verified" || run.status === "complete");
  const draft = useStatus(view.services, asked ?? (isRestored ? "monitoring" : usual), isRestored);
  const lines = publicLines(incident, view.pack, draft.state as PublicState);
  const { send, told } = useRoomAction(publishStatusAction, "The public status is out");
  return (
    <ActDialog
      title="Publish the status"
      description="Everybody can read this at once, without signing in. Use no internal words and no names."
      size="l"
      onClose={onClose}
      onSubmit={() => send(draft.input)}
      told={told}
      submitLabel="Publish"
    >
      <RadioCards
        name="state"
        label="State"
        columns={2}
        cards={states}
        value={draft.state}
        onChange={draft.setState}
      />
      <HealthOfServices services={view.services} draft={draft} />
      <TextField
        name="title"
        label="Headline"
        isRequired
        value={draft.title}
        onChange={(event) => draft.setTitle(event.target.value)}
      />
      <TextArea
        name="body"
        label="What is happening, and when the next word comes"
        isRequired
        value={draft.body}
        onChange={(event) => draft.setBody(event.target.value)}
      />
      <AddedByTheRecord lines={lines} />
    </ActDialog>
  );
}

function AddedByTheRecord({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Banner tone="run" title="The record adds below your words">
      <ul aria-label="Added by the record">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Banner>
  );
}
