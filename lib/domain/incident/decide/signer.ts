import { asOpenParticipant } from "../../authority/who.ts";
import { type DeputyFor, deputyFor, standingDeputy } from "../../decision/deputy-events.ts";
import { accept, type Outcome } from "../../refusal.ts";
import type { ActingPerson, Circumstances } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";

export type Signer = ActingPerson & { deputyFor: DeputyFor | null };

/** Who signs a decision: somebody of a party, or the deputy that its lead named (MKC-6). Whoever is of a party is nobody's deputy. */
export function asOpenSigner(
  state: IncidentState,
  circumstances: Pick<Circumstances, "actor" | "now">,
): Outcome<Signer> {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const { id, party } = person.value;
  const deputy = party === null ? standingDeputy(state.deputies, id, circumstances.now) : undefined;
  if (deputy === undefined) return accept({ ...person.value, deputyFor: null });
  return accept({ ...person.value, party: deputy.party, deputyFor: deputyFor(deputy) });
}
