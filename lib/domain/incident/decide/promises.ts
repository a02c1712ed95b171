import { writtenNotices } from "../../clock/holding-notices.ts";
import { isFactGiven } from "../../gate/found-out.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { Blocker } from "../../refusal.ts";
import type { IncidentState, NoticeState } from "../state.ts";
import { composeNotice } from "./notice.ts";

const reaches = (notice: { audiences: string[] }, audiences: string[]): boolean =>
  audiences.every((audience) => notice.audiences.includes(audience));

const isKept = (notice: NoticeState, state: IncidentState): boolean =>
  state.notices.some(
    (later) =>
      !later.isHolding &&
      later.seq > notice.seq &&
      later.acceptedAt !== null &&
      reaches(later, notice.audiences),
  );

/** Whether a notice could go out to these audiences now that promises no further one. */
function hasLastWord(audiences: string[], state: IncidentState, pack: ProtocolPack): boolean {
  const words = {
    title: "-",
    values: Object.fromEntries(
      Object.keys(pack.facts)
        .filter((fact) => isFactGiven(state, pack, fact))
        .map((fact) => [fact, "-"]),
    ),
    services: ["-"],
    ...{ senderName: "-", starterName: "-", commanderName: "-" },
    ...{ roomUrl: "-", bridgeUrl: state.bridge === null ? "" : "-", statusUrl: "-" },
  };
  return writtenNotices(pack).some(([template, notice]) => {
    const fields = Object.fromEntries(Object.keys(notice.asks).map((field) => [field, "-"]));
    const draft = { template, fields, nextUpdateAt: null, words };
    return reaches(notice, audiences) && composeNotice(state, pack, draft).missing.length === 0;
  });
}

/** Where the protocol knows no last word yet, whoever heard once more since the first promise has been told. */
const wasToldSince = (notice: NoticeState, state: IncidentState): boolean =>
  notice.acceptedAt !== null &&
  state.notices.some(
    (earlier) =>
      !earlier.isHolding &&
      earlier.seq < notice.seq &&
      earlier.acceptedAt !== null &&
      reaches(earlier, notice.audiences),
  );

/** Whoever waits for a promised update, one line for each notice that promised it. */
export function openPromises(state: IncidentState, pack: ProtocolPack): Blocker[] {
  const unkept = state.notices.filter((one) => one.nextUpdateAt !== null && !isKept(one, state));
  return unkept.flatMap((notice) => {
    const canEnd = hasLastWord(notice.audiences, state, pack);
    if (!canEnd && wasToldSince(notice, state)) return [];
    const titles = notice.audiences.map((audience) => pack.audiences[audience]?.title ?? audience).join(", ");
    const how = canEnd ? "Send a last notice that promises none." : "Send an update that says so.";
    return [
      {
        rule: pack.notices[notice.template]?.rule ?? null,
        message: `Promised an update and waiting for it: ${titles}. ${how}`,
      },
    ];
  });
}
