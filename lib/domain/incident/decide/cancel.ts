import { asOpenLead } from "../../authority/lead.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Blocker, refuse } from "../../refusal.ts";
import { isUnderWay, latestRun } from "../../rollback/run.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { IncidentState, NoticeState } from "../state.ts";

/** Whoever was promised an update has not heard since: no later notice reached all of them. */
const isOpenPromise = (notice: NoticeState, state: IncidentState): boolean =>
  notice.nextUpdateAt !== null &&
  !state.notices.some(
    (later) =>
      later.seq > notice.seq &&
      later.acceptedAt !== null &&
      notice.audiences.every((audience) => later.audiences.includes(audience)),
  );

/** What keeps an incident from ending outside its exit criteria: a run, the public status, and promises to people. */
export function cancelBlockers(state: IncidentState, pack: ProtocolPack): Blocker[] {
  const run = latestRun(state);
  const busy =
    run !== null && isUnderWay(run) ? [{ rule: run.rule, message: `The rollback is ${run.status}.` }] : [];
  const { publication } = state;
  const isPublic = publication !== null && publication.state !== "resolved";
  const told = isPublic
    ? [{ rule: null, message: `The public status says "${publication.state}". Publish that it is resolved.` }]
    : [];
  return [...busy, ...told, ...promises(state, pack)];
}

/** Whoever waits for a promised update, one line for each notice that promised it. */
function promises(state: IncidentState, pack: ProtocolPack): Blocker[] {
  const open = state.notices.filter((notice) => isOpenPromise(notice, state));
  const templates = [...new Set(open.map(({ template }) => template))];
  return templates.map((template) => {
    const audiences = new Set(
      open.filter((one) => one.template === template).flatMap((one) => one.audiences),
    );
    const titles = [...audiences].map((audience) => pack.audiences[audience]?.title ?? audience).join(", ");
    return {
      rule: pack.notices[template]?.rule ?? null,
      message: `Promised an update and waiting for it: ${titles}. Send a last notice that promises none.`,
    };
  });
}

/** Cancels a false alarm: the commander's act, and not before everybody who was told has been told so. */
export function decideCancelling(
  state: IncidentState,
  pack: ProtocolPack,
  input: { reason: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenLead(state, pack, circumstances, "Cancelling a false alarm");
  if (!person.ok) return person;
  const blockers = cancelBlockers(state, pack);
  if (blockers.length > 0)
    return refuse(
      "rule",
      blockers[0]?.rule ?? null,
      `It cannot be cancelled yet: ${blockers.length} thing(s) stand in the way.`,
      blockers,
    );
  return accept([{ type: "IncidentCancelled", facts: {}, text: { reason: input.reason } }]);
}
