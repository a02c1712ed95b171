import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { RoomEntry } from "./entry.ts";
import type { PlanPreview } from "./plan-preview.ts";

export type RoomPerson = {
  id: string;
  name: string;
  roles: string[];
  onCallRoles: string[];
  party: string | null;
};

export type RoomService = {
  id: string;
  key: string;
  name: string;
  publicName: string | null;
  environment: string;
  baseline: Record<string, string>;
  current: Record<string, string>;
};

export type RoomViewer = { personId: string; name: string; isAuditor: boolean };

/** Where notices can go. Whether mail leaves is what the workers say of themselves; null where none was heard of lately. */
export type RoomChannels = {
  mail: boolean | null;
  endpoints: { id: string; title: string; audience: string; isActive: boolean }[];
};

export type StepOutput = {
  run: string;
  step: string;
  attempt: number;
  chunk: number;
  text: string;
  /** How many lines have ended with this chunk. */
  lastLine: number;
};

/**
 * What the war room shows when it opens: the state that the whole log makes, and of its entries those in sight. The
 * browser asks for the earlier ones at once, and the stream brings what follows.
 */
export type RoomView = {
  reference: string;
  pack: ProtocolPack;
  state: IncidentState;
  entries: RoomEntry[];
  people: RoomPerson[];
  services: RoomService[];
  viewer: RoomViewer & { hasOneTimeCodes: boolean };
  plans: PlanPreview[];
  outputs: StepOutput[];
  channels: RoomChannels;
  links: { room: string; status: string; mailbox: string | null };
  /** Up to which entry the log is anchored outside the database, and by which signed tree head; null where it is not yet. */
  anchor: { seq: number; size: number; root: string; at: string } | null;
  /** What a file may be at most to be taken as evidence. */
  files: { mostBytes: number };
  serverNow: string;
};
