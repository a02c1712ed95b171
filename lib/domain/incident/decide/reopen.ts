import { asLeadOf } from "../../authority/lead.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, refuse } from "../../refusal.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";

/** Reopens an incident that was closed or cancelled; its clocks stay as they ended, its exit criteria are asked again. */
export function decideReopening(
  state: IncidentState,
  pack: ProtocolPack,
  input: { reason: string },
  circumstances: Circumstances,
): Decided {
  const person = asLeadOf(state, pack, circumstances, "Reopening");
  if (!person.ok) return person;
  if (state.status === "open") return refuse("conflict", null, `${state.reference} is open.`);
  return accept([{ type: "IncidentReopened", facts: {}, text: { reason: input.reason } }]);
}
