import { mayStartRollback } from "#lib/domain/authority/start-rollback.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { Refusal } from "#lib/domain/refusal.ts";
import type { RoomView } from "#lib/queries/room/view.ts";

/** What the server would say to this person's start, asked of its own rule; null where it would not refuse. */
export function startRefusal(view: RoomView, state: IncidentState): Refusal | null {
  const { personId } = view.viewer;
  const seat = state.participants.find((one) => one.person === personId);
  const allowed = mayStartRollback(state, view.pack, {
    kind: "person",
    id: personId,
    party: seat?.party ?? null,
    roles: seat?.roles ?? [],
    onCallRoles: view.people.find((one) => one.id === personId)?.onCallRoles ?? [],
  });
  return allowed.ok ? null : allowed.refusal;
}
