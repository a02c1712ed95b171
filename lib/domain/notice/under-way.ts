import type { ObligationAct } from "../incident/obligation.ts";
import type { IncidentState, NoticeState } from "../incident/state.ts";

/** A notice is under way while some of its audiences have no receipt yet, and each may still get one. */
export function isUnderWay(notice: NoticeState): boolean {
  const mayReach = (audience: string) =>
    notice.deliveries.some(({ status, audiences }) => status !== "failed" && audiences.includes(audience));
  return notice.acceptedAt === null && notice.audiences.every(mayReach);
}

/** Sending the notice, or waiting for the receipts of one that will do: who has just sent it does not send it again. */
export function noticeAct(
  notice: string,
  state: IncidentState,
  wouldDo: (sent: NoticeState) => boolean,
): ObligationAct {
  const sent = state.notices.findLast((one) => wouldDo(one) && isUnderWay(one));
  return sent === undefined
    ? { kind: "send-notice", notice }
    : { kind: "await-receipt", notice: sent.template, sentAt: sent.sentAt };
}
