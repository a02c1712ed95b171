import { join, resolve } from "node:path";
import { z } from "zod";
import { parseJsonFile } from "../process/json-file.ts";
import { keptCluster } from "./database/cluster.ts";

export const goodRelease = "1.4.2";
export const badRelease = "1.5.0";
export const releaseVersion = z.string().regex(/^\d+\.\d+\.\d+$/, "expected a release such as 1.4.2");
export const releaseTag = z.string().regex(/^v\d+\.\d+\.\d+$/, "expected a tag such as v1.4.2");

const shopSettings = z.object({
  databaseUrl: z.string(),
  proxyUrl: z.string(),
  activeRelease: releaseVersion,
  /** Absent where the database server is somebody else's. */
  ownCluster: keptCluster.optional(),
  isInMaintenance: z.boolean().default(false),
});
export type ShopSettings = z.output<typeof shopSettings>;

export type ShopFolder = ReturnType<typeof shopFolder>;

/** Every path of the shop, so that its processes agree on where a thing lies. */
export function shopFolder(dir: string) {
  const root = resolve(dir);
  return {
    root,
    settings: join(root, "settings.json"),
    actions: join(root, "actions.json"),
    faults: join(root, "faults.json"),
    backups: join(root, "backups"),
    configuration: join(root, "config"),
    consumer: join(root, "consumer"),
    /** The platform's own repository, in which reviews are kept. */
    platform: join(root, "platform"),
    /** The repository of each party, in which decisions are kept. */
    records: {
      producer: join(root, "records", "producer.git"),
      consumer: join(root, "records", "consumer.git"),
    },
    edge: join(root, "edge"),
    policy: join(root, "policy"),
    releases: join(root, "releases"),
    release: (version: string) => join(root, "releases", version),
    releaseDigests: (version: string) => join(root, "releases", `${version}.sha256`),
  };
}

export function readSettings(folder: ShopFolder): ShopSettings {
  return parseJsonFile(folder.settings, shopSettings);
}
