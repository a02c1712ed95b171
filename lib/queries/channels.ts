import type { AudienceWord } from "#lib/domain/protocol/vocabulary.ts";
import { listEndpoints } from "#lib/store/endpoints.ts";
import { readVocabulary } from "./vocabulary.ts";

export type EndpointLine = {
  id: string;
  title: string;
  /** Only the host for those who may not change it: a path often holds a receiver's own token. */
  address: string;
  audience: string;
  isActive: boolean;
};
export type ChannelsView = { endpoints: EndpointLine[]; audiences: AudienceWord[] };

/** The addresses outside that notices reach, without their secrets. */
export async function readChannels(viewer: { isAdministrator: boolean }): Promise<ChannelsView> {
  const [endpoints, { audiences }] = await Promise.all([listEndpoints(), readVocabulary()]);
  return {
    endpoints: endpoints.map(({ id, title, url, audience, isActive }) => ({
      id,
      title,
      address: viewer.isAdministrator ? url : new URL(url).host,
      audience: audiences.find(({ key }) => key === audience)?.title ?? audience,
      isActive,
    })),
    audiences,
  };
}
