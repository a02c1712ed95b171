import {
  type Health,
  type Publication,
  type PublicService,
  readPublications,
  readPublicServices,
} from "#lib/store/status.ts";

export type PublicUpdate = { state: Publication["state"]; title: string; body: string; at: string };
export type PublicIncident = {
  state: Publication["state"];
  title: string;
  services: string[];
  updates: PublicUpdate[];
};
export type PublicStatus = {
  overall: Health;
  services: { name: string; health: Health }[];
  current: PublicIncident[];
  history: PublicIncident[];
  /** When the last word was published; null where there never was one. */
  updatedAt: string | null;
};

const worstFirst: Health[] = ["outage", "degraded", "maintenance", "operational"];
const freshMs = 1_000;
const patienceMs = 500;
let last: { status: PublicStatus; at: number } | null = null;
let reading: Promise<PublicStatus> | null = null;

/**
 * What the public may know: publications that a person approved, and nothing else. Without a database, or with one
 * that does not answer in time, the last that was read.
 */
export async function readPublicStatus(): Promise<PublicStatus> {
  if (last !== null && performance.now() - last.at < freshMs) return last.status;
  reading ??= (last === null ? read() : readOr(last.status)).finally(() => {
    reading = null;
  });
  return reading;
}

/** Nobody waits for a database that hangs as long as there is something to say. */
async function readOr(known: PublicStatus): Promise<PublicStatus> {
  const late = Promise.withResolvers<PublicStatus>();
  const timer = setTimeout(() => late.resolve(known), patienceMs);
  try {
    return await Promise.race([read().catch(() => known), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function read(): Promise<PublicStatus> {
  const [publications, services] = await Promise.all([readPublications(), readPublicServices()]);
  const status = toPublicStatus(publications, services);
  last = { status, at: performance.now() };
  return status;
}

/** Publications, newest first, and the services that the public may know, as one status. */
export function toPublicStatus(publications: Publication[], services: PublicService[]): PublicStatus {
  const byIncident = Map.groupBy(publications, (publication) => publication.incidentId);
  const incidents = [...byIncident.values()].map((updates) => toIncident(updates, services));
  const open = [...byIncident.values()].filter(([newest]) => newest?.state !== "resolved");
  const healthOf = (id: string) =>
    worst(
      open.flatMap(
        ([newest]) => newest?.services.filter((one) => one.id === id).map((one) => one.health) ?? [],
      ),
    );
  const shown = services.map((service) => ({ name: service.publicName, health: healthOf(service.id) }));
  return {
    overall: worst(shown.map((service) => service.health)),
    services: shown,
    current: incidents.filter((incident) => incident.state !== "resolved"),
    history: incidents.filter((incident) => incident.state === "resolved").slice(0, 30),
    updatedAt: publications[0]?.publishedAt ?? null,
  };
}

const worst = (healths: Health[]): Health =>
  worstFirst.find((health) => healths.includes(health)) ?? "operational";

function toIncident(updates: Publication[], services: PublicService[]): PublicIncident {
  const newest = updates[0];
  const named = new Set(updates.flatMap((update) => update.services.map((service) => service.id)));
  return {
    state: newest?.state ?? "investigating",
    title: newest?.title ?? "",
    services: services.filter((service) => named.has(service.id)).map((service) => service.publicName),
    updates: updates.map(({ state, title, body, publishedAt }) => ({ state, title, body, at: publishedAt })),
  };
}
