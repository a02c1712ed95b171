import { join } from "node:path";

export type ClusterPlaces = ReturnType<typeof clusterPlaces>;

/** Where the shop's own server keeps what, so that the supervisor and a restore agree. */
export function clusterPlaces(home: string) {
  const live = join(home, "cluster");
  return {
    home,
    live,
    /** The cluster that a restore is about to replace; there only while one is under way or was cut short. */
    replaced: join(home, "cluster.replaced"),
    restored: join(home, "cluster.restored"),
    archive: join(home, "archive"),
    bases: join(home, "bases"),
  };
}
