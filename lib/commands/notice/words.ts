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
  const starter = latestRun(state)?.startedBy;
  const [declaration, services, person, startedBy, commander, bridge] = await Promise.all([
    readEntryText(state.reference, 1, "IncidentDeclared", tx),
    findServices(
      state.services.map((service) => service.id),
      tx,
    ),
    sender === null ? null : findPerson(sender, tx),
    starter === undefined ? null : findPerson(starter, tx),
    state.commander === null ? null : findPerson(state.commander, tx),
    state.bridge === null ? null : readEntryText(state.reference, state.bridge.seq, "BridgeLinked", tx),
  ]);
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
