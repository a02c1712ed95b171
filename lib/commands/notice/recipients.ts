import type { FactsOf } from "#lib/domain/incident/events/index.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { isInAudience } from "#lib/domain/notice/audience.ts";
import { own } from "#lib/domain/protocol/own.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { newId } from "#lib/platform/ids.ts";
import { findEndpointsFor } from "#lib/store/endpoints.ts";
import { listPeople } from "#lib/store/people.ts";
import type { Transaction } from "#lib/store/transaction.ts";

type Delivery = FactsOf<"NoticeSent">["deliveries"][number];

/** One delivery for each person by mail and each endpoint by its own means, with the audiences that it stands for. */
export async function deliveriesFor(
  tx: Transaction,
  state: IncidentState,
  pack: ProtocolPack,
  template: string,
): Promise<Delivery[]> {
  const audiences = own(pack.notices, template)?.audiences ?? [];
  const [people, endpoints] = await Promise.all([listPeople(tx), findEndpointsFor(audiences, tx)]);
  const mails = people.flatMap((person) => {
    const member = audiences.filter((audience) => isInAudience(person, audience, state.participants, pack));
    return member.length === 0
      ? []
      : [{ id: newId(), audiences: member, channel: "mail" as const, person: person.id, endpoint: null }];
  });
  const hooks = endpoints.map((endpoint) => ({
    id: newId(),
    audiences: [endpoint.audience],
    channel: endpoint.kind,
    person: null,
    endpoint: endpoint.id,
  }));
  return [...mails, ...hooks];
}
