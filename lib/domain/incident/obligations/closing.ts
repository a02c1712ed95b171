import { isOwed } from "../../clock/firing.ts";
import { openCriteria } from "../../gate/holds.ts";
import type { PlainCondition } from "../../protocol/condition.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { closingBlockers } from "../decide/close.ts";
import type { Obligation } from "../obligation.ts";
import type { IncidentState } from "../state.ts";

const alone = { otherCriticalIncidents: 0 };

/** Tell the public, and close once nothing keeps the incident open. */
export function closingObligations(state: IncidentState, pack: ProtocolPack): Obligation[] {
  const told =
    state.publication === null && !isStatusAwaited(state, pack)
      ? [
          statusOwed(
            "Publish the first public status",
            "Everyone who depends on it should read it from you first.",
            pack,
          ),
        ]
      : [];
  const blockers = closingBlockers(state, pack, alone);
  if (blockers.length === 0) {
    return [
      ...told,
      {
        id: "close",
        title: "Close the incident",
        why: "Every exit criterion holds.",
        rule: null,
        owner: { role: pack.commander },
        dueAt: null,
        act: { kind: "close" },
      },
    ];
  }
  const onlyStatus = openCriteria(pack.exit, state, pack, alone).every(
    (criterion) => criterion.condition.is === "status-operational",
  );
  const isOpen = state.publication !== null && state.publication.state !== "resolved";
  return onlyStatus && isOpen && blockers.length === 1
    ? [
        statusOwed("Publish that it is resolved", "Everything else is done.", pack, {
          kind: "publish-status",
          state: "resolved",
        }),
      ]
    : told;
}

/** A clock that waits for a word to the public owes the first one, too. */
const isStatusAwaited = (state: IncidentState, pack: ProtocolPack): boolean =>
  state.clocks.filter(isOwed).some(({ clock }) => {
    const metBy = pack.clocks[clock]?.metBy;
    const asked = metBy?.is === "conditions" ? metBy.all : [];
    return asked.some((one) => one.is === "status-said" || (one.is === "any-of" && one.of.some(saysStatus)));
  });

const saysStatus = (one: PlainCondition) => one.is === "status-said";

const statusOwed = (
  title: string,
  why: string,
  pack: ProtocolPack,
  act: Obligation["act"] = { kind: "publish-status" },
): Obligation => ({
  id: "status",
  title,
  why,
  rule: null,
  owner: { role: pack.roles.communications === undefined ? pack.commander : "communications" },
  dueAt: null,
  act,
});
