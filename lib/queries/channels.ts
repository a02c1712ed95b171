import type { AudienceWord } from "#lib/domain/protocol/vocabulary.ts";
import { type KeptAttempt, lastAttempts, listAttempts } from "#lib/store/channel-attempts.ts";
import { type EndpointKind, findEndpoint, listEndpoints } from "#lib/store/endpoints.ts";
import { isMailSent } from "#lib/store/heartbeats.ts";
import { listPersonChannels } from "#lib/store/person-channels.ts";
import { readVocabulary } from "./vocabulary.ts";

export type { EndpointKind };
export type AttemptLine = Omit<KeptAttempt, "channel">;

export type EndpointLine = {
  id: string;
  title: string;
  kind: EndpointKind;
  /** Only the host for those who may not change it: a path often holds a receiver's own token. */
  address: string;
  audience: string;
  isActive: boolean;
  last: AttemptLine | null;
};
export type ChannelsView = {
  endpoints: EndpointLine[];
  audiences: AudienceWord[];
  /** Whether the workers send mail; null where none was heard of lately. */
  mail: { sends: boolean | null; last: AttemptLine | null };
};

/** A worker that was silent for longer counts as gone. */
const workerSilentSeconds = 60;

/** The addresses outside that notices reach, without their secrets. */
export async function readChannels(viewer: { isAdministrator: boolean }): Promise<ChannelsView> {
  const [endpoints, { audiences }, attempts, sends] = await Promise.all([
    listEndpoints(),
    readVocabulary(),
    viewer.isAdministrator ? lastAttempts() : [],
    isMailSent(workerSilentSeconds),
  ]);
  const lastOf = (channel: string) => attempts.find((one) => one.channel === channel) ?? null;
  return {
    endpoints: endpoints.map(({ id, title, kind, url, audience, isActive }) => ({
      id,
      title,
      kind,
      address: viewer.isAdministrator && kind === "webhook" ? url : new URL(url).host,
      audience: audiences.find(({ key }) => key === audience)?.title ?? audience,
      isActive,
      last: lastOf(id),
    })),
    audiences,
    mail: { sends, last: lastOf("mail") },
  };
}

export type ChannelView = { id: string; title: string; attempts: AttemptLine[] };

/** What a channel said to its last hundred messages: an audience's to administrators, a person's own to that person. */
export async function readChannel(
  viewer: { personId: string; isAdministrator: boolean },
  id: string,
): Promise<ChannelView | null> {
  const title = await titleFor(viewer, id);
  return title === null ? null : { id, title, attempts: await listAttempts(id) };
}

async function titleFor(viewer: { personId: string; isAdministrator: boolean }, id: string) {
  if (id === "mail") return viewer.isAdministrator ? "Mail" : null;
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const own = (await listPersonChannels([viewer.personId])).find((one) => one.id === id);
  if (own !== undefined) return own.title;
  return viewer.isAdministrator ? ((await findEndpoint(id))?.title ?? null) : null;
}
