import { hasOneTimeCodes } from "#lib/auth/signature/one-time-codes.ts";
import type { Reader } from "#lib/domain/authority/read.ts";
import { leadsSide } from "#lib/domain/decision/deputy.ts";
import { standingDeputy } from "#lib/domain/decision/deputy-events.ts";
import type { DecisionState, IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { readEntryText } from "#lib/store/entry-text.ts";
import { listPasskeys } from "#lib/store/passkeys.ts";
import { findPersons } from "#lib/store/people.ts";
import { type DeputiesView, deputyViews } from "./deputies.ts";

type About = {
  state: IncidentState;
  pack: ProtocolPack;
  decision: DecisionState;
  reader: Reader;
  now: string;
};

export type SignerView = {
  /** The party that the reader signs for, and whose deputy they are there. */
  party: string | null;
  deputyFor: string | null;
  passkeys: number;
  hasOneTimeCodes: boolean;
};

/** For whom a reader signs, and by which means. */
export async function readSigner(about: About): Promise<SignerView> {
  const { personId } = about.reader;
  const { party, deputyFor } = signsFor(about);
  const [passkeys, hasCodes, named] = await Promise.all([
    listPasskeys(personId),
    hasOneTimeCodes(personId),
    findPersons(deputyFor === null ? [] : [deputyFor]),
  ]);
  const by = named[0]?.name ?? null;
  return { party, deputyFor: by, passkeys: passkeys.length, hasOneTimeCodes: hasCodes };
}

function signsFor({ state, reader, now }: About): { party: string | null; deputyFor: string | null } {
  const party = state.participants.find(({ person }) => person === reader.personId)?.party ?? null;
  if (party !== null) return { party, deputyFor: null };
  const deputy = standingDeputy(state.deputies, reader.personId, now);
  return { party: deputy?.party ?? null, deputyFor: deputy?.by ?? null };
}

/** The party that a reader leads, while the decision is open. */
function ledBy({ state, pack, decision, reader }: About): string | null {
  const part = state.participants.find(({ person }) => person === reader.personId);
  const gate = pack.gates[decision.gate];
  if (part?.party == null || gate === undefined || decision.sealed !== null || state.status !== "open")
    return null;
  const signs = part.party === gate.proposes || part.party === gate.confirms;
  return signs && leadsSide(part, part.party, pack.roles) ? part.party : null;
}

export async function readDeputies(about: About): Promise<DeputiesView> {
  const { state, pack, now } = about;
  const led = ledBy(about);
  const unsided = led === null ? [] : state.participants.filter(({ party }) => party === null);
  const ids = [
    ...state.deputies.flatMap(({ person, by }) => [person, by]),
    ...unsided.map((one) => one.person),
  ];
  const people = await findPersons([...new Set(ids)]);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "somebody";
  const sideOf = (party: string) => pack.parties[party]?.title ?? party;
  const words = await Promise.all(
    state.deputies.map(
      async ({ seq }) => [seq, await readEntryText(state.reference, seq, "DeputyNamed")] as const,
    ),
  );
  const reasons = new Map(words.map(([seq, text]) => [seq, text?.reason ?? null]));
  const reasonOf = (seq: number) => reasons.get(seq) ?? null;
  return {
    named: deputyViews(state.deputies, { nameOf, sideOf, reasonOf, now, led }),
    leads: led === null ? null : sideOf(led),
    candidates: unsided.map(({ person }) => ({ id: person, name: nameOf(person) })),
  };
}
