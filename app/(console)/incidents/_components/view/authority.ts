import { mayStartPlan, mayStartRollback } from "#lib/domain/authority/start-rollback.ts";
import { openCriteria } from "#lib/domain/gate/holds.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { Refusal } from "#lib/domain/refusal.ts";
import type { RoomView } from "#lib/queries/room/view.ts";

/** What the server would say to this person's start of a plan now, asked of its own rules; null where it would not refuse. */
export function startRefusal(
  view: RoomView,
  state: IncidentState,
  asked: { plan: string; now: string },
): Refusal | null {
  const { personId } = view.viewer;
  const seat = state.participants.find((one) => one.person === personId);
  const allowed = mayStartRollback(state, view.pack, {
    kind: "person",
    id: personId,
    party: seat?.party ?? null,
    roles: seat?.roles ?? [],
    onCallRoles: view.people.find((one) => one.id === personId)?.onCallRoles ?? [],
  });
  if (!allowed.ok) return allowed.refusal;
  const needs = openCriteria(view.pack.plans[asked.plan]?.needs ?? [], state, view.pack, {
    otherCriticalIncidents: 0,
  });
  if (needs.length > 0) {
    const blockers = needs.map(({ rule, title }) => ({ rule: rule ?? null, message: title }));
    const [first] = blockers;
    return {
      code: "rule",
      rule: first?.rule ?? null,
      message: "Something must be true before this plan may start.",
      blockers,
    };
  }
  const may = mayStartPlan(state, view.pack, allowed.value, asked);
  return may.ok ? null : may.refusal;
}
