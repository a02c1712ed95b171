import { clientOf } from "./transaction.ts";

export type Health = "operational" | "degraded" | "outage" | "maintenance";
/** Words that a person approved for the public, by a number that says nothing about the incident's reference. */
export type Publication = {
  id: string;
  incidentId: string;
  state: "investigating" | "maintenance" | "monitoring" | "resolved";
  title: string;
  body: string;
  services: { id: string; health: Health }[];
  publishedAt: string;
};
export type PublicService = { id: string; publicName: string };

/** The latest publications, newest first. */
export async function readPublications(limit = 200): Promise<Publication[]> {
  const rows = await clientOf().publication.findMany({
    orderBy: [{ publishedAt: "desc" }, { seq: "desc" }],
    take: limit,
    select: {
      id: true,
      incidentId: true,
      state: true,
      title: true,
      body: true,
      services: true,
      publishedAt: true,
    },
  });
  return rows.map((row) => ({
    ...row,
    state: row.state as Publication["state"],
    services: row.services as Publication["services"],
    publishedAt: row.publishedAt.toISOString(),
  }));
}

/** The services that the public may know of, by the names that the public reads. */
export async function readPublicServices(): Promise<PublicService[]> {
  const rows = await clientOf().service.findMany({
    where: { publicName: { not: null } },
    orderBy: { publicName: "asc" },
    select: { id: true, publicName: true },
  });
  return rows.flatMap(({ id, publicName }) => (publicName === null ? [] : [{ id, publicName }]));
}
