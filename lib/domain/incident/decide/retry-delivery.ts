import { asOpenParticipant } from "../../authority/who.ts";
import { accept, refuse } from "../../refusal.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";

/** Has a delivery that failed for good tried again, by anybody with a part in the incident; what is under way or arrived is left alone. */
export function decideRetryDelivery(
  state: IncidentState,
  address: { notice: string; delivery: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const delivery = state.notices
    .find((one) => one.notice === address.notice)
    ?.deliveries.find((one) => one.id === address.delivery);
  if (delivery === undefined) return refuse("stale", null, "There is no such delivery.");
  if (delivery.status === "accepted")
    return refuse("conflict", null, "It was accepted meanwhile; it is not sent twice.");
  if (delivery.status === "pending")
    return refuse("conflict", null, "It is being tried already; it need not be asked for.");
  return accept([{ type: "DeliveryRetried", facts: address, text: {} }]);
}
