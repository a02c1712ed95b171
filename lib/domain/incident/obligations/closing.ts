import { isOver } from "../../clock/cadence.ts";
import { isOwed } from "../../clock/firing.ts";
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
  const { publication } = state;
  const isOpen = publication !== null && publication.state !== "resolved";
  return isOpen && closingBlockers(onceResolved(state, publication, pack), pack, alone).length === 0
    ? [
        statusOwed("Publish that it is resolved", "Everything else is done.", pack, {
          kind: "publish-status",
          state: "resolved",
        }),
      ]
    : told;
}

/** The incident as it would be once the public was told that it is over: a cadence that lasts until then is over, too. */
function onceResolved(
  state: IncidentState,
  publication: NonNullable<IncidentState["publication"]>,
  pack: ProtocolPack,
): IncidentState {
  const said = [...publication.said, "resolved"];
  const told: IncidentState = { ...state, publication: { ...publication, state: "resolved", said } };
  const clocks = state.clocks.map((clock) => {
    const repeats = pack.clocks[clock.clock]?.repeats;
    const ends = repeats !== undefined && isOwed(clock) && isOver(repeats, told, pack, alone);
    return ends ? { ...clock, releasedAt: publication.at } : clock;
  });
  return { ...told, clocks };
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
