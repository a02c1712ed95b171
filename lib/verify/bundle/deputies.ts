import type { DeputyFor } from "#lib/domain/decision/deputy-events.ts";
import type { ActOf } from "./acts.ts";
import type { Report } from "./findings.ts";
import type { History } from "./history.ts";
import { placeOf } from "./typed-entries.ts";

const partyOf = ({ parties }: History, person: string) => parties.get(person) ?? null;

/** A naming counts when somebody of that party made it, of somebody who is of none. Who leads a party is the console's word. */
export function nameDeputy(history: History, act: ActOf<"DeputyNamed">, report: Report): void {
  const { person, party } = act.facts;
  const wrong = (message: string) => report.wrong("quorum", placeOf(act.seq), message);
  if (act.actor.kind !== "person" || partyOf(history, act.actor.id) !== party)
    wrong(`the deputy was not named by somebody of the party ${party}`);
  else if (partyOf(history, person) !== null) wrong("the deputy is of a party");
  else history.deputies.set(act.seq, act);
}

export function endDeputy(history: History, act: ActOf<"DeputyEnded">, report: Report): void {
  const named = history.deputies.get(act.facts.named);
  const isOwn = act.actor.kind === "person" && partyOf(history, act.actor.id) === named?.facts.party;
  if (named === undefined || !isOwn)
    report.wrong("quorum", placeOf(act.seq), "it takes back no deputy of its party");
  else history.deputies.delete(named.seq);
}

/** For whom a person of no party signs for one at that time; null where nobody named them for it. */
export function deputyAt(
  history: History,
  { person, party, signedAt }: { person: string; party: string; signedAt: string },
): DeputyFor | null {
  if (partyOf(history, person) !== null) return null;
  const standing = [...history.deputies.values()].findLast(
    ({ facts }) =>
      facts.person === person && facts.party === party && facts.from <= signedAt && signedAt < facts.until,
  );
  return standing === undefined ? null : { person: standing.actor.id, named: standing.seq };
}
