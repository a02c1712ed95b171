import { mayReadRoom } from "#lib/domain/authority/read.ts";
import { isCritical, type Surroundings } from "#lib/domain/gate/holds.ts";
import type { ActingPerson } from "#lib/domain/incident/circumstances.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { own } from "#lib/domain/protocol/own.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { type Confirmation, confirmationsOf } from "#lib/domain/rollback/confirmations.ts";
import { dryRun, type Finding, startsOf } from "#lib/domain/rollback/dry-run.ts";
import { frozenElsewhere } from "#lib/domain/rollback/frozen.ts";
import { checkpointsAtGo } from "#lib/store/checkpoints.ts";
import { youngestHeartbeat } from "#lib/store/heartbeats.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { openIncidentsOn } from "#lib/store/open-incidents.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findPerson } from "#lib/store/people.ts";
import { findRunElsewhere } from "#lib/store/service-runs.ts";
import { findServices, type Service } from "#lib/store/services.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { type PlanPreview, previewPlans } from "./room/plan-preview.ts";
import type { RoomViewer } from "./room/view.ts";
import { standingFreezes } from "./standing-freezes.ts";

/** A worker that was silent for longer counts as gone. */
const workerSilentSeconds = 60;

export type DryRunView = {
  reference: string;
  pack: ProtocolPack;
  state: IncidentState;
  /** Where it would run, in words. */
  where: string;
  preview: PlanPreview;
  findings: Finding[];
  /** When each step would begin, in seconds from the start. */
  starts: Record<string, number>;
  /** What a person would be asked to type. */
  confirmations: Confirmation[];
  at: string;
};

/** What starting a plan now would come to, for one reader, with nothing run; null when there is no such plan that they may read. */
export async function readDryRun(
  viewer: RoomViewer,
  reference: string,
  plan: string,
): Promise<DryRunView | null> {
  const incident = await readIncident(reference);
  if (incident === null) return null;
  const { state } = incident;
  if (!mayReadRoom(state.participants, { personId: viewer.personId, isAuditor: viewer.isAuditor }))
    return null;
  const pack = await packByHash(state.pack.hash);
  if (own(pack.plans, plan) === undefined) return null;
  const services = await findServices(state.services.map(({ id }) => id));
  const preview = (await previewPlans(state, pack, services)).find((one) => one.plan === plan);
  if (preview === undefined) return null;
  const [service] = services.filter(({ id }) => id === state.services[0]?.id);
  const environment = state.services[0]?.environment ?? "";
  const at = await databaseNow();
  const outside = await readOutside({ state, service, environment, personId: viewer.personId });
  const planned = preview.ok ? preview : { ok: false as const, problems: preview.problems };
  return {
    reference,
    pack,
    state,
    where: `${service?.name ?? "no service"}, ${environment}`,
    preview,
    findings: dryRun(state, pack, { plan, planned, now: at, ...outside }),
    starts: preview.ok ? startsOf(preview.steps) : {},
    confirmations: confirmationsOf(state, pack, plan),
    at,
  };
}

type Place = { state: IncidentState; service: Service | undefined; environment: string; personId: string };

/** What the incident's own log does not know. */
async function readOutside({ state, service, environment, personId }: Place) {
  const place = { service: service?.id ?? "", environment, reference: state.reference };
  const [around, standing, elsewhere, heartbeat, account] = await Promise.all([
    readAround(state),
    service === undefined ? [] : standingFreezes(service),
    service === undefined ? null : findRunElsewhere(place),
    youngestHeartbeat(),
    findPerson(personId),
  ]);
  const seat = state.participants.find(({ person }) => person === personId);
  const person: ActingPerson = {
    kind: "person",
    id: personId,
    party: seat?.party ?? null,
    roles: seat?.roles ?? [],
    onCallRoles: account?.onCallRoles ?? [],
  };
  const asked = { service: service?.key ?? "", environment, actor: account?.email };
  return {
    person,
    around,
    frozenBy: frozenElsewhere(state, asked, standing),
    elsewhere: elsewhere?.reference ?? null,
    hasWorker: heartbeat !== null && heartbeat.ageInSeconds <= workerSilentSeconds,
  };
}

async function readAround(state: IncidentState): Promise<Surroundings> {
  const ids = state.services.map(({ id }) => id);
  const open = await openIncidentsOn(undefined, ids, state.reference);
  const packs = await Promise.all(open.map(({ packHash }) => packByHash(packHash)));
  const critical = open.filter(({ severity }, index) => {
    const pack = packs[index];
    return pack !== undefined && isCritical(pack, severity);
  });
  return { otherCriticalIncidents: critical.length, checkpointsAtGo: await checkpointsAtGo(state.services) };
}
