import { hasOneTimeCodes } from "#lib/auth/signature/one-time-codes.ts";
import { mayReadRoom, type Reader } from "#lib/domain/authority/read.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { settings } from "#lib/platform/env.ts";
import { listEndpoints } from "#lib/store/endpoints.ts";
import { isMailSent } from "#lib/store/heartbeats.ts";
import { readWholeLog } from "#lib/store/log/kept-entries.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findPersons, listPeople } from "#lib/store/people.ts";
import { findServices, type Service } from "#lib/store/services.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { entryFor } from "./room/entry.ts";
import { readOutputs } from "./room/outputs.ts";
import { previewPlans } from "./room/plan-preview.ts";
import type { RoomChannels, RoomPerson, RoomService, RoomView, RoomViewer } from "./room/view.ts";

/** A worker that was silent for longer counts as gone. */
const workerSilentSeconds = 60;

/** The war room for one reader; null when there is no such incident or the reader has no part in it. */
export async function readRoom(viewer: RoomViewer, reference: string): Promise<RoomView | null> {
  const log = await readWholeLog(reference);
  const reader: Reader = { personId: viewer.personId, isAuditor: viewer.isAuditor };
  if (log === null || !mayReadRoom(log.state.participants, reader)) return null;
  const { state, entries: stored } = log;
  const [{ pack, services, plans }, people, channels, outputs, codes, serverNow] = await Promise.all([
    plannedFor(state),
    peopleOf([
      ...state.participants.map(({ person }) => person),
      ...stored.map(({ event }) => event.actor).flatMap(({ kind, id }) => (kind === "person" ? [id] : [])),
    ]),
    channelsOf(),
    readOutputs(state),
    hasOneTimeCodes(viewer.personId),
    databaseNow(),
  ]);
  return {
    reference,
    pack,
    entries: stored.map((entry) => entryFor(entry, state.participants, reader)),
    people,
    services: servicesOf(state, services),
    viewer: {
      personId: viewer.personId,
      name: viewer.name,
      isAuditor: viewer.isAuditor,
      hasOneTimeCodes: codes,
    },
    plans,
    outputs,
    channels,
    links: linksOf(reference),
    serverNow,
  };
}

async function plannedFor(state: IncidentState) {
  const ids = state.services.map((service) => service.id);
  const [pack, services] = await Promise.all([packByHash(state.pack.hash), findServices(ids)]);
  return { pack, services, plans: await previewPlans(state, pack, services) };
}

/** Everybody who can be named for a role, and those with a part or an act here who have left since, and are said to have. */
async function peopleOf(ids: string[]): Promise<RoomPerson[]> {
  const present = await listPeople();
  const gone = [...new Set(ids)].filter((id) => !present.some((person) => person.id === id));
  const left = gone.length === 0 ? [] : await findPersons(gone);
  const named = left.map((person) => ({ ...person, name: `${person.name} (no longer here)` }));
  return [...present, ...named].map(({ id, name, roles, onCallRoles, party }) => ({
    id,
    name,
    roles,
    onCallRoles,
    party,
  }));
}

function servicesOf(state: IncidentState, services: Service[]): RoomService[] {
  return state.services.flatMap(({ id, environment }) => {
    const service = services.find((one) => one.id === id);
    const place = service?.environments.find((one) => one.name === environment);
    if (service === undefined || place === undefined) return [];
    const { key, name, publicName } = service;
    return [{ id, key, name, publicName, environment, baseline: place.baseline, current: place.current }];
  });
}

async function channelsOf(): Promise<RoomChannels> {
  const [all, mail] = await Promise.all([listEndpoints(), isMailSent(workerSilentSeconds)]);
  const endpoints = all.filter((endpoint) => endpoint.isActive);
  return {
    mail,
    endpoints: endpoints.map(({ id, title, audience }) => ({ id, title, audience })),
  };
}

function linksOf(reference: string): RoomView["links"] {
  const { url, mailboxUrl } = settings();
  return { room: `${url}/incidents/${reference}`, status: `${url}/status`, mailbox: mailboxUrl ?? null };
}
