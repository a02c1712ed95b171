import { expect, it } from "vitest";
import { decideReceipt } from "../incident/decide/notice.ts";
import { obligations } from "../incident/obligations.ts";
import { mailAccepts, sendsNotice } from "../incident/testing/acts.ts";
import { minute, theConsole } from "../incident/testing/cast.ts";
import { captain, smallIncident } from "../incident/testing/small-room.ts";
import type { Story } from "../incident/testing/story.ts";

const values = { impact: "Nobody can order" };
const firstOwed = (story: Story) =>
  obligations(story.state, story.pack).find(({ id }) => id === "clock:first#1")?.act;

function sent(): Story {
  const story = smallIncident();
  sendsNotice(story, 2, captain, { number: 1, template: "first", values, promises: 30 });
  return story;
}

function northFails(story: Story): void {
  const [notice] = story.state.notices;
  const delivery = notice?.deliveries.find(({ audiences }) => audiences.includes("north"));
  story.does(3, theConsole, (state, circumstances) =>
    decideReceipt(
      state,
      {
        notice: notice?.notice ?? "",
        delivery: delivery?.id ?? "",
        attempt: 1,
        outcome: "failed",
        permanent: true,
        reason: "550 no such mailbox",
      },
      circumstances,
    ),
  );
}

it("a notice that was sent is not asked for a second time while its receipts come in", () => {
  expect(firstOwed(smallIncident())).toEqual({ kind: "send-notice", notice: "first" });
  const story = sent();
  expect(firstOwed(story)).toEqual({ kind: "await-receipt", notice: "first", sentAt: minute(2) });
  mailAccepts(story, 3, 1, ["north"]);
  expect(firstOwed(story)).toMatchObject({ kind: "await-receipt" });
  mailAccepts(story, 4, 1, ["public"]);
  expect(firstOwed(story)).toBeUndefined();
});

it("a notice that cannot reach one of its audiences any more is owed again", () => {
  const story = sent();
  northFails(story);
  expect(firstOwed(story)).toEqual({ kind: "send-notice", notice: "first" });
});

it("another notice than the one that the clock waits for does not stand for it", () => {
  const story = smallIncident();
  sendsNotice(story, 2, captain, { number: 1, template: "north-only", values });
  expect(firstOwed(story)).toEqual({ kind: "send-notice", notice: "first" });
});

it("a promised word is on its way only with a notice of its own, to everybody it was promised to", () => {
  const story = sent();
  mailAccepts(story, 3, 1);
  const promised = () => obligations(story.state, story.pack).find(({ id }) => id === "clock:promise#1")?.act;
  expect(promised()).toMatchObject({ kind: "send-notice" });
  sendsNotice(story, 10, captain, { number: 2, template: "north-only", values });
  expect(promised()).toMatchObject({ kind: "send-notice" });
  sendsNotice(story, 11, captain, { number: 3, template: "first", values, promises: 40 });
  expect(promised()).toEqual({ kind: "await-receipt", notice: "first", sentAt: minute(11) });
});
