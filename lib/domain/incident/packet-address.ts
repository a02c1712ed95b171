import type { ProtocolPack } from "../protocol/pack.ts";
import type { ObligationAct } from "./obligation.ts";
import type { IncidentState } from "./state.ts";

/** Where a decision is read and signed. */
export const decisionAddress = (decision: string): string => `/decisions/${decision}`;

/** The room with the dialog of what one owes there; in the query, because what follows a # is lost at the sign-in. */
export const owedAddress = (reference: string, kind: ObligationAct["kind"]): string =>
  `/incidents/${reference}?owed=${kind}`;

const answers: Partial<Record<string, ObligationAct["kind"]>> = {
  ApprovalAnswered: "answer-approval",
  RunRatified: "ratify",
  ReportFiled: "file-report",
};

/** Where whoever owes a clock does what meets it: the decision's packet, the act's own dialog, or the room. */
export function clockAddress(state: IncidentState, pack: ProtocolPack, clock: string): string {
  const metBy = pack.clocks[clock]?.metBy;
  if (metBy?.is === "recorded") {
    const kind = answers[metBy.event];
    if (kind !== undefined) return owedAddress(state.reference, kind);
  }
  if (metBy?.is === "conditions") {
    const gates = metBy.all.flatMap((one) => (one.is === "decision-sealed" ? [one.gate] : []));
    const open = state.decisions.find(({ gate, sealed }) => sealed === null && gates.includes(gate));
    if (open !== undefined) return decisionAddress(open.decision);
  }
  return `/incidents/${state.reference}`;
}
