import { mayReadRoom, type Reader } from "#lib/domain/authority/read.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { settings } from "#lib/platform/env.ts";
import { keptByValue } from "#lib/platform/kept.ts";
import { type KeptLog, lastReadLog, readWholeLog } from "#lib/store/log/kept-entries.ts";
import { packByHash } from "#lib/store/packs.ts";
import {
  type KnownPerson,
  type RoomSurroundings,
  readRoomSurroundings,
} from "#lib/store/room-surroundings.ts";
import { readHead } from "#lib/verify/anchors/note.ts";
import { entryFor } from "./room/entry.ts";
import { firstEntries } from "./room/first-entries.ts";
import { readOutputs } from "./room/outputs.ts";
import { actionsIn, type PlanPreview, plansWith } from "./room/plan-preview.ts";
import type { RoomPerson, RoomView, RoomViewer } from "./room/view.ts";

/** A worker that was silent for longer counts as gone. */
const workerSilentSeconds = 60;

/** The war room for one reader; null when there is no such incident or the reader has no part in it. */
export async function readRoom(viewer: RoomViewer, reference: string): Promise<RoomView | null> {
  // What is around the log is asked for together with it, as the log was; where that has moved, once more.
  const before = lastReadLog(reference);
  const [log, aroundBefore] = await Promise.all([
    readWholeLog(reference),
    before === null ? null : readRoomSurroundings(askedBy(viewer, before)),
  ]);
  const { personId, name, isAuditor } = viewer;
  const reader: Reader = { personId, isAuditor };
  if (log === null || !mayReadRoom(log.state.participants, reader)) return null;
  const { state } = log;
  const [pack, around, outputs] = await Promise.all([
    packByHash(state.pack.hash),
    aroundBefore !== null && log === before ? aroundBefore : readRoomSurroundings(askedBy(viewer, log)),
    readOutputs(state),
  ]);
  const { now, isMailSent, hasOneTimeCodes, people, services, actions, endpoints, anchored } = around;
  return {
    reference,
    pack,
    state,
    entries: firstEntries(log).map((entry) => entryFor(entry, state.participants, reader)),
    people: peopleOf(people),
    services,
    viewer: { personId, name, isAuditor, hasOneTimeCodes },
    plans: plansOf(actions)(state)(pack),
    outputs,
    channels: { mail: isMailSent, endpoints },
    links: linksOf(reference),
    anchor: anchorOf(anchored),
    files: { mostBytes: settings().evidence.mostBytes },
    serverNow: now,
  };
}

const askedBy = ({ personId }: RoomViewer, { state, actors }: KeptLog) => ({
  personId,
  reference: state.reference,
  named: [...new Set([...state.participants.map(({ person }) => person), ...actors])],
  services: state.services,
  workerSilentSeconds,
});

function anchorOf(anchored: RoomSurroundings["anchored"]): RoomView["anchor"] {
  const head = anchored === null ? null : readHead(anchored.note);
  if (anchored === null || head === null) return null;
  const { size, root, at } = head;
  return { seq: anchored.seq, size, root, at };
}

// A plan follows from the registered actions, the state and the protocol alone. Each of them is the same value while it
// has not changed, so one who opens a room plans it, and those who follow find the plans made.
const plansOf = keptByValue((definitions: unknown[]) => {
  const actions = actionsIn(definitions);
  return keptByValue((state: IncidentState) =>
    keptByValue((pack: ProtocolPack): PlanPreview[] => plansWith(state, pack, actions)),
  );
});

/** Everybody who can be named for a role, and those with a part or an act here who have left since, and are said to have. */
const peopleOf = keptByValue((people: KnownPerson[]): RoomPerson[] =>
  people.map(({ isGone, name, ...person }) => ({
    ...person,
    name: isGone ? `${name} (no longer here)` : name,
  })),
);

function linksOf(reference: string): RoomView["links"] {
  const { url, mailboxUrl } = settings();
  return { room: `${url}/incidents/${reference}`, status: `${url}/status`, mailbox: mailboxUrl ?? null };
}
