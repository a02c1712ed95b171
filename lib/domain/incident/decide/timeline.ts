import { asOpenParticipant, asParticipant } from "../../authority/who.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, refuse } from "../../refusal.ts";
import { type Circumstances, type Decided, personToken } from "../circumstances.ts";
import type { TextAudience } from "../events/index.ts";
import type { IncidentState } from "../state.ts";

export type Note = {
  kind: "note" | "observation" | "decision";
  body: string;
  occurredAt: string | null;
  party: string | null;
};

/** Adds what somebody saw, decided or ran; words for one party alone only by a member of that party. */
export function decideNote(state: IncidentState, note: Note, circumstances: Circumstances): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  if (note.party !== null && note.party !== person.value.party) {
    return refuse("unauthorised", null, "Words for one party alone are written by a member of that party.");
  }
  if (note.occurredAt !== null && note.occurredAt > circumstances.now)
    return refuse("invalid", null, "An entry cannot have occurred in the future.");
  const audience: TextAudience = note.party === null ? "room" : `party:${note.party}`;
  const occurred = note.occurredAt === null ? {} : { occurredAt: note.occurredAt };
  return accept([
    { type: "NoteAdded", facts: { kind: note.kind }, text: { body: note.body }, audience, ...occurred },
  ]);
}

/** A correction is a new entry; the old one stays legible. */
export function decideCorrection(
  state: IncidentState,
  input: { corrects: number; body: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  if (input.corrects > state.seq)
    return refuse("invalid", null, `There is no entry ${input.corrects} to correct.`);
  return accept([
    { type: "EntryCorrected", facts: { corrects: input.corrects }, text: { body: input.body } },
  ]);
}

/** Drops an entry's words for good; the chain and the state stay as they were. The commander's act, after closing too. */
export function decideRedaction(
  state: IncidentState,
  input: { redacts: number; reason: string; hasWords: boolean },
  circumstances: Circumstances,
): Decided {
  const person = asParticipant(state, circumstances);
  if (!person.ok) return person;
  if (state.commander !== person.value.id)
    return refuse("unauthorised", null, "Only the incident's commander redacts an entry.");
  if (input.redacts > state.seq)
    return refuse("invalid", null, `There is no entry ${input.redacts} to redact.`);
  const already = state.redacted[input.redacts];
  if (already !== undefined)
    return refuse("conflict", null, `Entry ${input.redacts} was redacted already, by entry ${already}.`);
  if (!input.hasWords)
    return refuse("invalid", null, `Entry ${input.redacts} has no words: there is nothing to redact.`);
  return accept([
    { type: "TextRedacted", facts: { redacts: input.redacts }, text: { reason: input.reason } },
  ]);
}

export type Assignment = { person: string; role: string; party: string | null };

/** Names a person for a role, and so opens the room to them. Taking command is the same act with the commander's role. */
export function decideRole(
  state: IncidentState,
  pack: ProtocolPack,
  input: Assignment,
  circumstances: Circumstances,
): Decided {
  const acting = asOpenParticipant(state, circumstances);
  if (!acting.ok) return acting;
  if (state.commander !== acting.value.id && !acting.value.roles.includes(pack.commander)) {
    return refuse(
      "unauthorised",
      pack.roles[pack.commander]?.rule ?? null,
      `Only ${pack.roles[pack.commander]?.title ?? "the commander"} names people for roles.`,
    );
  }
  const role = own(pack.roles, input.role);
  if (role === undefined) return refuse("invalid", null, `${pack.title} knows no role "${input.role}".`);
  const held = state.participants.some(
    (one) => one.person === input.person && one.roles.includes(input.role),
  );
  const takesCommand = input.role === pack.commander && state.commander !== input.person;
  if (held && !takesCommand)
    return refuse("conflict", null, `${personToken(input.person)} is ${role.title} already.`);
  return accept([
    {
      type: "RoleAssigned",
      facts: { person: input.person, role: input.role, party: role.party ?? input.party, takesCommand },
      text: {},
    },
  ]);
}
