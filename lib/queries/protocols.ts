import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { currentPack, findVersion, listCurrentPacks, listVersions } from "#lib/store/packs.ts";

export type ProtocolLine = {
  id: string;
  version: string;
  title: string;
  summary: string;
  source: string;
  hash: string;
  publishedAt: string;
  triggers: number;
  clocks: number;
  notices: number;
  gates: number;
};
export type PublishedProtocol = { pack: ProtocolPack; hash: string; publishedAt: string };

/** The protocols that a new incident may follow, each in the version published last. */
export async function readProtocols(): Promise<ProtocolLine[]> {
  const packs = await listCurrentPacks();
  return packs.map(({ pack, hash, publishedAt }) => ({
    id: pack.id,
    version: pack.version,
    title: pack.title,
    summary: pack.summary,
    source: pack.source,
    hash,
    publishedAt,
    triggers: Object.keys(pack.triggers).length,
    clocks: Object.keys(pack.clocks).length,
    notices: Object.keys(pack.notices).length,
    gates: Object.keys(pack.gates).length,
  }));
}

export const readProtocol = (id: string): Promise<PublishedProtocol | null> => currentPack(id);

/** A published version by its hash or by the beginning of it, at least twelve figures long. */
export const readVersion = async (id: string, hash: string): Promise<PublishedProtocol | null> =>
  /^[0-9a-f]{12,64}$/.test(hash) ? findVersion(id, hash) : null;

export type VersionLine = { version: string; hash: string; publishedAt: string; isInForce: boolean };

/** All published versions of a protocol, the one in force first. */
export const readVersions = async (id: string): Promise<VersionLine[]> =>
  (await listVersions(id)).map(({ version, hash, publishedAt }, index) => ({
    version,
    hash,
    publishedAt,
    isInForce: index === 0,
  }));
