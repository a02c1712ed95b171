import { type Changes, changed, put, type Step } from "./rows.ts";

export function projectNotices({ notices, deliveries }: Changes, { incidentId, before, after }: Step): void {
  for (const notice of changed(before?.notices, after.notices)) {
    const earlier = before?.notices.find((known) => known.notice === notice.notice);
    put(notices, notice.notice, {
      id: notice.notice,
      incidentId,
      seq: notice.seq,
      template: notice.template,
      audiences: notice.audiences,
      sentAt: notice.sentAt,
      acceptedAt: notice.acceptedAt,
      nextUpdateAt: notice.nextUpdateAt,
    });
    for (const delivery of changed(earlier?.deliveries, notice.deliveries)) {
      const { id, audiences, channel, person, endpoint, status, attempts, at } = delivery;
      const noticeId = notice.notice;
      put(deliveries, id, { id, noticeId, audiences, channel, person, endpoint, status, attempts, at });
    }
  }
}
