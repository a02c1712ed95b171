import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { NoticeWords } from "#lib/domain/notice/values.ts";
import { latestRun } from "#lib/domain/rollback/run.ts";
import { settings } from "#lib/platform/env.ts";
import { readEntryText } from "#lib/store/entry-text.ts";
import { findPerson } from "#lib/store/people.ts";
import { findServices } from "#lib/store/services.ts";
import type { Transaction } from "#lib/store/transaction.ts";

/**
 * The words that a notice may quote: the declaration's, the services' names, the sender's name, and where to look.
 * Without a sender it is the console's own.
 */
export async function wordsOf(
  state: IncidentState,
  sender: string | null,
  tx?: Transaction,
): Promise<NoticeWords> {
  const { reference, services: affected, commander: commanding, bridge: linked } = state;
  const nameOf = async (id: string | null | undefined) => (id == null ? null : await findPerson(id, tx));
  // One after the other, because a transaction's connection answers one question at a time.
  const declaration = await readEntryText(reference, 1, "IncidentDeclared", tx);
  const services = await findServices(
    affected.map((service) => service.id),
    tx,
  );
  const person = await nameOf(sender);
  const startedBy = await nameOf(latestRun(state)?.startedBy);
  const commander = await nameOf(commanding);
  const bridge = linked === null ? null : await readEntryText(reference, linked.seq, "BridgeLinked", tx);
  const { url } = settings();
  return {
    title: declaration?.title ?? "",
    values: declaration?.values ?? {},
    services: services.map((service) => service.name),
    senderName: person?.name ?? "Holdpoint",
    starterName: startedBy?.name ?? "",
    commanderName: commander?.name ?? "",
    roomUrl: `${url}/incidents/${state.reference}`,
    bridgeUrl: bridge?.url ?? "",
    statusUrl: `${url}/status`,
  };
}
