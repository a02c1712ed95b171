import { actionWords, parseActionsFile, type RegisteredAction } from "#lib/domain/rollback/action.ts";
import { type Reader, readOpenIncidents } from "#lib/store/board.ts";
import { readActiveFreezes } from "#lib/store/freezes.ts";
import { openIncidentsNaming } from "#lib/store/incidents-on.ts";
import { listPeople, type Person } from "#lib/store/people.ts";
import { findActions } from "#lib/store/registered-actions.ts";
import {
  findServiceByKey,
  listServices,
  type Service,
  type ServiceEnvironment,
  type Values,
} from "#lib/store/services.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { type IncidentLine, incidentLines } from "./board.ts";
import { type FreezeLine, freezeLinesOf } from "./freeze-lines.ts";
import { readVocabulary } from "./vocabulary.ts";

export type Holder = { id: string; name: string; isOnCall: boolean };
export type OwnerView = { role: string; title: string; holders: Holder[] };
/** A value to go back to beside what runs now; null where one of them has none. */
export type ComparedValue = {
  name: string;
  baseline: string | null;
  current: string | null;
  isSame: boolean;
};
export type EnvironmentView = {
  name: string;
  values: ComparedValue[];
  baseline: Values;
  /** References of the open incidents that lock the baseline. */
  lockedBy: string[];
  actions: ActionView[];
};
export type ActionView = {
  id: string;
  title: string;
  executor: RegisteredAction["executor"];
  /** What will run, argument by argument, with `{{parameter}}` where a value goes. */
  words: string[];
  parameters: { name: string; what: string }[];
  timeoutSeconds: number;
  isIdempotent: boolean;
};
export type ServiceLine = {
  key: string;
  name: string;
  publicName: string | null;
  owner: OwnerView;
  environments: { name: string; differing: string[]; valueCount: number }[];
  openIncidents: number;
  freezes: string[];
};
export type ServiceView = {
  key: string;
  name: string;
  publicName: string | null;
  owner: OwnerView;
  environments: EnvironmentView[];
  incidents: IncidentLine[];
  /** Open incidents that this reader has no part in. */
  otherIncidents: number;
  freezes: FreezeLine[];
  serverNow: string;
};

/** Every registered service: whose it is, and whether it runs what was approved. */
export async function readServices(): Promise<ServiceLine[]> {
  const [services, people, vocabulary, freezes] = await Promise.all([
    listServices(),
    listPeople(),
    readVocabulary(),
    readActiveFreezes(),
  ]);
  const lines = await freezeLinesOf(freezes, services, []);
  return Promise.all(
    services.map(async ({ id, key, name, publicName, ownerRole, environments }) => ({
      key,
      name,
      publicName,
      owner: ownerOf(ownerRole, people, vocabulary.roles),
      environments: environments.map((environment) => {
        const values = compare(environment);
        const differing = values.filter(({ isSame }) => !isSame).map((value) => value.name);
        return { name: environment.name, differing, valueCount: values.length };
      }),
      openIncidents: new Set((await openIncidentsNaming(id)).map(({ reference }) => reference)).size,
      freezes: lines
        .filter((_, index) => freezes[index]?.places.some(({ service }) => service === id))
        .map(({ title }) => title),
    })),
  );
}

/** One service, or null where there is none of that key. */
export async function readService(viewer: Reader, key: string): Promise<ServiceView | null> {
  const service = await findServiceByKey(key);
  if (service === null) return null;
  const reader = { personId: viewer.personId, isAuditor: viewer.isAuditor };
  const [people, vocabulary, freezes, open, naming, serverNow] = await Promise.all([
    listPeople(),
    readVocabulary(),
    readActiveFreezes(),
    readOpenIncidents(reader),
    openIncidentsNaming(service.id),
    databaseNow(),
  ]);
  const mine = open.filter(({ services }) => services.some(({ id }) => id === service.id));
  const onIt = freezes.filter((freeze) => freeze.places.some((place) => place.service === service.id));
  const references = new Set(naming.map(({ reference }) => reference));
  return {
    key: service.key,
    name: service.name,
    publicName: service.publicName,
    owner: ownerOf(service.ownerRole, people, vocabulary.roles),
    environments: await Promise.all(
      service.environments.map((environment) => environmentOf(service, environment, naming)),
    ),
    incidents: await incidentLines(mine, [service]),
    otherIncidents: references.size - mine.length,
    freezes: await freezeLinesOf(onIt, [service], open),
    serverNow,
  };
}

function ownerOf(role: string, people: Person[], roles: { key: string; title: string }[]): OwnerView {
  const holders = people
    .filter((person) => person.roles.includes(role))
    .map(({ id, name, onCallRoles }) => ({ id, name, isOnCall: onCallRoles.includes(role) }))
    .sort((a, b) => Number(b.isOnCall) - Number(a.isOnCall));
  return { role, title: roles.find(({ key }) => key === role)?.title ?? role, holders };
}

async function environmentOf(
  service: Service,
  environment: ServiceEnvironment,
  naming: { reference: string; environment: string }[],
): Promise<EnvironmentView> {
  return {
    name: environment.name,
    values: compare(environment),
    baseline: environment.baseline,
    lockedBy: naming.filter((one) => one.environment === environment.name).map(({ reference }) => reference),
    actions: (await findActions(service.key, environment.name)).flatMap(({ definition }) => {
      const parsed = parseActionsFile({ actions: [definition] });
      return parsed.ok ? parsed.actions.map(actionView) : [];
    }),
  };
}

function compare({ baseline, current }: ServiceEnvironment): ComparedValue[] {
  const names = [...new Set([...Object.keys(baseline), ...Object.keys(current)])].sort();
  return names.map((name) => {
    const [approved, now] = [baseline[name] ?? null, current[name] ?? null];
    return { name, baseline: approved, current: now, isSame: approved === now };
  });
}

function actionView(action: RegisteredAction): ActionView {
  const { id, title, executor, timeoutSeconds, idempotent } = action;
  const parameters = Object.entries(action.parameters).map(([name, rule]) => ({
    name,
    what: rule.description === "" ? rule.type : rule.description,
  }));
  return {
    id,
    title,
    executor,
    words: actionWords(action),
    parameters,
    timeoutSeconds,
    isIdempotent: idempotent,
  };
}
