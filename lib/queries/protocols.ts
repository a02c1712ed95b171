import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { currentPack, listCurrentPacks } from "#lib/store/packs.ts";

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
