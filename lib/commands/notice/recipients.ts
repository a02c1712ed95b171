import type { FactsOf } from "#lib/domain/incident/events/index.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { isInAudience } from "#lib/domain/notice/audience.ts";
import { isQuiet, silencedBy } from "#lib/domain/notice/quiet-hours.ts";
import { own } from "#lib/domain/protocol/own.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { newId } from "#lib/platform/ids.ts";
import { findEndpointsFor, type WebhookEndpoint } from "#lib/store/endpoints.ts";
import { listPeople } from "#lib/store/people.ts";
import { listPersonChannels, listPreferences, type PersonPreference } from "#lib/store/person-channels.ts";
import { databaseNow, type Transaction } from "#lib/store/transaction.ts";

type Delivery = FactsOf<"NoticeSent">["deliveries"][number];

/** `quiet`: people of the audiences whose quiet hours keep the notice to their inbox. */
export type Recipients = { deliveries: Delivery[]; quiet: string[] };

/** One delivery for each person and each endpoint, each by its own means, with the audiences that it stands for. */
export async function recipientsOf(
  tx: Transaction,
  state: IncidentState,
  pack: ProtocolPack,
  template: string,
): Promise<Recipients> {
  const audiences = own(pack.notices, template)?.audiences ?? [];
  const people = await listPeople(tx);
  const endpoints = await findEndpointsFor(audiences, tx);
  const now = await databaseNow(tx);
  const addressed = people.flatMap(({ id, party, roles }) => {
    const member = audiences.filter((audience) =>
      isInAudience({ id, party, roles }, audience, state.participants, pack),
    );
    return member.length === 0 ? [] : [{ person: id, audiences: member }];
  });
  const { preferenceOf, kindOf } = await preferencesOf(
    addressed.map(({ person }) => person),
    tx,
  );
  const withQuiet = addressed.map((one) => {
    const preference = preferenceOf(one.person);
    return { ...one, isQuiet: preference !== undefined && isQuiet(preference, now) };
  });
  const critical = pack.severities.some(({ id, critical: is }) => id === state.severity && is);
  const silenced = silencedBy(
    withQuiet,
    endpoints.map(({ audience }) => audience),
    critical,
  );
  const toPeople = addressed
    .filter(({ person }) => !silenced.has(person))
    .map((one) => ({ id: newId(), ...one, channel: kindOf(one.person), endpoint: null }));
  return { deliveries: [...toPeople, ...endpoints.map(toEndpoint)], quiet: [...silenced] };
}

const toEndpoint = ({ id: endpoint, kind: channel, audience }: WebhookEndpoint): Delivery => ({
  id: newId(),
  audiences: [audience],
  channel,
  person: null,
  endpoint,
});

/** What people asked for; the channel named in the log is the first of the person's own order. */
async function preferencesOf(people: string[], tx: Transaction) {
  const preferences = await listPreferences(people, tx);
  const channels = await listPersonChannels(people, tx);
  const preferenceOf = (person: string): PersonPreference | undefined =>
    preferences.find(({ personId }) => personId === person);
  const kindOf = (person: string): Delivery["channel"] => {
    const [first] = preferenceOf(person)?.order ?? [];
    return channels.find(({ id, personId }) => id === first && personId === person)?.kind ?? "mail";
  };
  return { preferenceOf, kindOf };
}
