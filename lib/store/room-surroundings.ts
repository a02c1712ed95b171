import { AppError } from "#lib/platform/errors.ts";
import { keptByText } from "#lib/platform/kept.ts";
import { toValues } from "./services.ts";
import { clientOf } from "./transaction.ts";

export type AskedSurroundings = {
  /** Who reads. */
  personId: string;
  reference: string;
  /** Those whom the log names, to be found although they have left. */
  named: string[];
  services: { id: string; environment: string }[];
  workerSilentSeconds: number;
};

type Holding = { role: string; onCall: boolean };
type PersonRow = { id: string; name: string; party: string | null; isGone: boolean; holdings: Holding[] };

export type KnownPerson = {
  id: string;
  name: string;
  party: string | null;
  roles: string[];
  onCallRoles: string[];
  isGone: boolean;
};
export type PlacedService = {
  id: string;
  key: string;
  name: string;
  publicName: string | null;
  environment: string;
  baseline: Record<string, string>;
  current: Record<string, string>;
};
/** One that is off or removed is told too, because a notice that went to it names it. */
export type NamedEndpoint = { id: string; title: string; audience: string; isActive: boolean };

/** What stands around a log. What is as it was when it was last read is the very same value. */
export type RoomSurroundings = {
  now: string;
  hasOneTimeCodes: boolean;
  /** Null where no worker was heard of lately. */
  isMailSent: boolean | null;
  /** Everybody, and of those who have left the named ones. */
  people: KnownPerson[];
  endpoints: NamedEndpoint[];
  /** The services, each with its one environment that is meant. */
  services: PlacedService[];
  /** The definitions of what is registered for the first of the services. */
  actions: unknown[];
  /** Up to which entry the log is anchored, and the tree head that was signed over it first. */
  anchored: { seq: number; note: string } | null;
};

type Row = Pick<RoomSurroundings, "now" | "hasOneTimeCodes" | "isMailSent" | "anchored"> & {
  people: string;
  endpoints: string;
  services: string;
  actions: string;
};

const mostKept = 50;
const peopleIn = keptByText(mostKept, (text) =>
  (JSON.parse(text) as PersonRow[]).map(({ holdings, ...person }): KnownPerson => {
    const onCallRoles = holdings.filter(({ onCall }) => onCall).map(({ role }) => role);
    return { ...person, roles: holdings.map(({ role }) => role), onCallRoles };
  }),
);
const endpointsIn = keptByText(mostKept, (text) => JSON.parse(text) as NamedEndpoint[]);
const servicesIn = keptByText(mostKept, (text) =>
  (JSON.parse(text) as PlacedService[]).map(
    (service): PlacedService => ({
      ...service,
      baseline: toValues(service.baseline),
      current: toValues(service.current),
    }),
  ),
);
const actionsIn = keptByText(mostKept, (text) => JSON.parse(text) as unknown[]);

/** All that a room shows beside its log, in one journey: a dozen small questions would take longer than the page. */
export async function readRoomSurroundings(asked: AskedSurroundings): Promise<RoomSurroundings> {
  const { personId, reference, named, services, workerSilentSeconds } = asked;
  const ids = services.map(({ id }) => id);
  const environments = services.map(({ environment }) => environment);
  const rows = await clientOf().$queryRaw<Row[]>`
    /* planned once: room-surroundings */
    SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now,
      EXISTS (SELECT FROM "Person"
        WHERE id = ${personId}::uuid AND removed_at IS NULL AND one_time_code_secret <> '') AS "hasOneTimeCodes",
      (SELECT bool_or(sends_mail) FROM "WorkerHeartbeat"
        WHERE beat_at > clock_timestamp() - make_interval(secs => ${workerSilentSeconds}::int)) AS "isMailSent",
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'party', p.party,
          'isGone', p.removed_at IS NOT NULL, 'holdings', (
            SELECT coalesce(json_agg(json_build_object('role', h.role, 'onCall', h.on_call) ORDER BY h.role), '[]')
            FROM "RoleHolding" h WHERE h.person_id = p.id))
          ORDER BY p.removed_at IS NOT NULL, p.name), '[]')::text
        FROM "Person" p WHERE p.removed_at IS NULL OR p.id = ANY(${named}::uuid[])) AS people,
      (SELECT coalesce(json_agg(json_build_object('id', e.id, 'title', e.title, 'audience', e.audience,
          'isActive', e.is_active) ORDER BY e.title), '[]')::text
        FROM "WebhookEndpoint" e) AS endpoints,
      (SELECT coalesce(json_agg(json_build_object('id', s.id, 'key', s.key, 'name', s.name,
          'publicName', s.public_name, 'environment', e.name, 'baseline', e.baseline, 'current', e.current)
          ORDER BY meant.place), '[]')::text
        FROM unnest(${ids}::uuid[], ${environments}::text[]) WITH ORDINALITY AS meant(id, environment, place)
          JOIN "Service" s ON s.id = meant.id
          JOIN "ServiceEnvironment" e ON e.service_id = s.id AND e.name = meant.environment) AS services,
      (SELECT coalesce(json_agg(a.definition ORDER BY a.action), '[]')::text
        FROM "RegisteredAction" a JOIN "Service" s ON s.key = a.service
        WHERE s.id = ${ids[0] ?? null}::uuid AND a.environment = ${environments[0] ?? null}) AS actions,
      (SELECT json_build_object('seq', l.seq, 'note',
          (SELECT h.note FROM "AnchorHead" h WHERE h.size > l.index ORDER BY h.size LIMIT 1))
        FROM "AnchorLeaf" l WHERE l.stream = ${reference} ORDER BY l.seq DESC LIMIT 1) AS anchored`;
  const [found] = rows;
  if (found === undefined) throw new AppError("broken-invariant", "The database said nothing of a room.");
  return {
    ...found,
    people: peopleIn(found.people),
    endpoints: endpointsIn(found.endpoints),
    services: servicesIn(found.services),
    actions: actionsIn(found.actions),
  };
}
