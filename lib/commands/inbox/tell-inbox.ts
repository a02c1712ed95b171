import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import { type NewInboxMessage, writeInbox } from "#lib/store/inbox.ts";
import type { Transaction } from "#lib/store/transaction.ts";

/**
 * What was just recorded and concerns a person, put into that person's inbox in the same transaction. It counts as
 * having reached nobody: a message that lies in the product was not seen for that.
 */
export async function tellInbox(
  tx: Transaction,
  reference: string,
  events: LoggedEvent[],
  pack: ProtocolPack,
): Promise<void> {
  await writeInbox(
    tx,
    events.flatMap((event) => messagesOf(reference, event, pack)),
  );
}

const news = {
  RollbackStarted: "The rollback has started",
  RunFailed: "The rollback has failed or is in doubt",
  RunFailedAgain: "The rollback has failed again, or is in doubt again",
} as const;

function messagesOf(reference: string, event: LoggedEvent, pack: ProtocolPack): NewInboxMessage[] {
  const to = (persons: string[], kind: NewInboxMessage["kind"], title: string) =>
    [...new Set(persons)].map((personId) => ({
      personId,
      subject: `${reference}#${event.seq}`,
      kind,
      reference,
      title: beginningOf(title, 300),
      at: event.recordedAt,
    }));
  if (event.type === "NoticeSent") {
    const { template, deliveries, quiet = [] } = event.facts;
    const told = deliveries.flatMap(({ person }) => (person === null ? [] : [person]));
    return to([...told, ...quiet], "notice", pack.notices[template]?.title ?? template);
  }
  if (event.type === "Escalated") {
    const { clock, toRole, persons } = event.facts;
    const role = pack.roles[toRole]?.title ?? toRole;
    return to(
      persons,
      "escalation",
      `Past due: ${pack.clocks[clock]?.title ?? clock}. You are called as ${role}.`,
    );
  }
  if (event.type === "ClockReminded") {
    const { clock, minutesBefore, persons } = event.facts;
    const left = `${minutesBefore} ${minutesBefore === 1 ? "minute" : "minutes"} before the deadline`;
    return to(persons, "reminder", `${left}: ${pack.clocks[clock]?.title ?? clock}.`);
  }
  if (event.type === "RoleTold") return to(event.facts.persons, "news", `${news[event.facts.cause]}.`);
  if (event.type === "PersonCalled") {
    const { person, role } = event.facts;
    return to([person], "call", `You are called as ${pack.roles[role]?.title ?? role}, on call now.`);
  }
  return [];
}
