import { durationText } from "#components/ui/time-text.ts";
import type { TextOf } from "#lib/domain/incident/events/index.ts";
import type { IncidentState, NoticeState } from "#lib/domain/incident/state.ts";
import { isInAudience } from "#lib/domain/notice/audience.ts";
import type { NoticeWords } from "#lib/domain/notice/values.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { latestRun } from "#lib/domain/rollback/run.ts";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import type { RoomView } from "#lib/queries/room/view.ts";
import { entryAt } from "../live/entry-at.ts";
import { bridgeUrl } from "./bridge.ts";

/** What a notice may quote of this incident: the same words that the server will take. */
export function noticeWords(
  view: RoomView,
  entries: readonly RoomEntry[],
  state: IncidentState,
): NoticeWords {
  const declared = entryAt(entries, 1)?.text as TextOf<"IncidentDeclared"> | null | undefined;
  const nameOf = (person: string | null | undefined) =>
    view.people.find(({ id }) => id === person)?.name ?? "";
  return {
    title: declared?.title ?? "",
    values: declared?.values ?? {},
    services: view.services.map((service) => service.name),
    senderName: view.viewer.name,
    starterName: nameOf(latestRun(state)?.startedBy),
    commanderName: nameOf(state.commander),
    roomUrl: view.links.room,
    bridgeUrl: bridgeUrl(entries, state) ?? "",
    statusUrl: view.links.status,
  };
}

export type Reach = { id: string; title: string; people: number; endpoints: number };

/** How many people and endpoints of each audience a notice can reach: nobody by mail where none is sent. */
export function reachOf(
  template: string,
  view: Pick<RoomView, "pack" | "people" | "channels">,
  state: Pick<IncidentState, "participants">,
): Reach[] {
  const { pack, people, channels } = view;
  return (pack.notices[template]?.audiences ?? []).map((audience) => ({
    id: audience,
    title: pack.audiences[audience]?.title ?? audience,
    people:
      channels.mail === false
        ? 0
        : people.filter((person) => isInAudience(person, audience, state.participants, pack)).length,
    endpoints: channels.endpoints.filter((one) => one.isActive && one.audience === audience).length,
  }));
}

const offeredMinutes = [10, 15, 20, 30, 45, 60, 120];

/** In how many minutes the next update may be promised; the pack's cadence is the most. */
export function promiseMinutes(pack: ProtocolPack, template: string): number[] {
  const within = pack.notices[template]?.nextUpdateWithinMinutes;
  if (within === undefined) return offeredMinutes;
  return [...new Set([...offeredMinutes.filter((minutes) => minutes < within), within])];
}

export type Receipt = { at: string; words: string };

/** What a channel said last of each delivery. */
export function receiptsOf(entries: readonly RoomEntry[]): Map<string, Receipt> {
  const receipts = new Map<string, Receipt>();
  for (const { event, text } of entries) {
    if (event.type === "DeliveryAccepted") {
      const words = (text as TextOf<"DeliveryAccepted"> | null)?.receipt ?? "";
      receipts.set(event.facts.delivery, { at: event.occurredAt, words });
    }
    if (event.type === "DeliveryFailed") {
      const words = (text as TextOf<"DeliveryFailed"> | null)?.reason ?? "";
      receipts.set(event.facts.delivery, { at: event.occurredAt, words });
    }
  }
  return receipts;
}

/** "7 of 8 accepted". */
export function acceptedWords(notice: NoticeState): string {
  const accepted = notice.deliveries.filter((delivery) => delivery.status === "accepted").length;
  return `${accepted} of ${notice.deliveries.length} accepted`;
}

/** How long the slowest of those that arrived took, in seconds; null where nothing has arrived. */
export function slowestSeconds(notice: NoticeState): number | null {
  const took = notice.deliveries.flatMap(({ status, at }) =>
    status === "accepted" && at !== null ? [(Date.parse(at) - Date.parse(notice.sentAt)) / 1000] : [],
  );
  return took.length === 0 ? null : Math.max(0, ...took);
}

/** "0.4 s" below a minute, because there every second tells. */
export const delayText = (seconds: number): string =>
  seconds < 60 ? `${seconds.toFixed(1)} s` : durationText(seconds);

export const pendingCount = (notice: NoticeState): number =>
  notice.deliveries.filter((delivery) => delivery.status === "pending").length;

/** Of those, how many were refused and wait for another try. */
export const againCount = (notice: NoticeState): number =>
  notice.deliveries.filter(({ status, attempts }) => status === "pending" && attempts > 0).length;

export const failedCount = (notice: NoticeState): number =>
  notice.deliveries.filter((delivery) => delivery.status === "failed").length;
