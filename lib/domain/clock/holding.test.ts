import { describe, expect, it } from "vitest";
import { mailAccepts, sendsNotice } from "../incident/testing/acts.ts";
import { idOf, minute, theConsole } from "../incident/testing/cast.ts";
import { type ClockSource, first, packWith, storyWith, word } from "../incident/testing/clock-acts.ts";
import { smallPack } from "../incident/testing/small-pack.ts";
import { captain, smallIncident } from "../incident/testing/small-room.ts";
import type { Story } from "../incident/testing/story.ts";
import type { PackSource } from "../protocol/pack.ts";
import { fireClock } from "./fire.ts";

describe("a holding notice", () => {
  const holding = { holding: { notice: "held", minutesBefore: 2 } };
  const draft = {
    notice: idOf(0x77),
    words: {
      title: "",
      values: {},
      services: [],
      senderName: "Holdpoint",
      starterName: "",
      commanderName: "",
      roomUrl: "-",
      bridgeUrl: "",
      statusUrl: "-",
    },
    quiet: [],
    deliveries: ["north", "public"].map((audience, index) => ({
      id: idOf(0x78 + index),
      audiences: [audience],
      channel: "mail" as const,
      person: idOf(0x900 + index),
      endpoint: null,
    })),
  };
  const fires = (story: Story, at: number, given: typeof draft | null = draft) =>
    story.does(at, theConsole, (state, facts) => fireClock(state, story.pack, first, facts, given));

  it("is sent by the console itself shortly before the deadline, says so, and meets nothing", () => {
    const story = storyWith(holding);
    story.passesTo(12);
    expect(fires(story, 12.9)).toEqual([]);
    expect(fires(story, 13)).toEqual(["NoticeSent"]);
    const sent = story.said.findLast(({ type }) => type === "NoticeSent");
    expect(sent?.text).toMatchObject({ body: expect.stringContaining("sent this by itself") });
    expect(story.entries("NoticeSent")[0]?.actor).toEqual(theConsole);
    for (const notice of story.state.notices)
      story.does(13.5, theConsole, () => ({
        ok: true,
        value: notice.deliveries.map(({ id }) => ({
          type: "DeliveryAccepted" as const,
          facts: { notice: notice.notice, delivery: id, attempt: 1 },
          text: { receipt: "250" },
        })),
      }));
    expect(story.state.notices[0]?.acceptedAt).toBe(minute(13.5));
    expect(story.clock("first").status).toBe("at-risk");
    story.passesTo(15);
    expect(story.clock("first").status).toBe("breached");
  });

  it("keeps no promise either", () => {
    const pack = packWith({});
    const promise = { ...(smallPack.clocks?.promise as ClockSource), ...holding };
    const room = smallIncident({}, 0, { ...pack, clocks: { ...pack.clocks, promise } });
    sendsNotice(room, 2, captain, word(1, 20));
    mailAccepts(room, 3, 1);
    const address = { clock: "promise", occurrence: 1 };
    room.does(16, theConsole, (state, facts) => fireClock(state, room.pack, address, facts, draft));
    room.does(18.5, theConsole, (state, facts) => fireClock(state, room.pack, address, facts, draft));
    const held = room.state.notices.find(({ isHolding }) => isHolding);
    expect(held?.template).toBe("held");
    room.does(19, theConsole, () => ({
      ok: true,
      value: draft.deliveries.map(({ id }) => ({
        type: "DeliveryAccepted" as const,
        facts: { notice: draft.notice, delivery: id, attempt: 1 },
        text: { receipt: "250" },
      })),
    }));
    expect(room.clock("promise").metAt).toBeNull();
  });

  it("is kept back where a word is on its way to all who were promised one, though to nobody else", () => {
    const pack = packWith({});
    const northOnly = { ...pack.notices?.["north-only"], promisesNextUpdate: true };
    const room = smallIncident({}, 0, {
      ...pack,
      notices: { ...pack.notices, "north-only": northOnly } as NonNullable<PackSource["notices"]>,
      clocks: { ...pack.clocks, promise: { ...(smallPack.clocks?.promise as ClockSource), ...holding } },
    });
    const toNorth = (number: number, promises: number) => ({ number, template: "north-only", promises });
    sendsNotice(room, 2, captain, toNorth(1, 20));
    mailAccepts(room, 3, 1);
    sendsNotice(room, 17, captain, toNorth(2, 40));
    const address = { clock: "promise", occurrence: 1 };
    for (const at of [17.1, 18.5])
      room.does(at, theConsole, (state, facts) => fireClock(state, room.pack, address, facts, draft));
    expect(room.clock("promise").holding).toMatchObject({ because: "word-sent" });
  });

  it("is kept back, and says why, where a word is out or it cannot be composed or sent", () => {
    const sent = storyWith(holding);
    sendsNotice(sent, 11, captain, word(1));
    fires(sent, 12);
    expect(fires(sent, 13)).toEqual(["HoldingWithheld"]);
    expect(sent.clock("first").holding).toMatchObject({ because: "word-sent" });
    const nobody = storyWith(holding);
    fires(nobody, 12);
    fires(nobody, 13, null);
    expect(nobody.clock("first").holding).toMatchObject({ because: "nobody-to-reach" });
    const gap = packWith(holding);
    const held = { ...gap.notices?.held, requires: ["links.bridge"] } as NonNullable<
      PackSource["notices"]
    >[string];
    const unfit = smallIncident({}, 0, { ...gap, notices: { ...gap.notices, held } });
    fires(unfit, 12);
    fires(unfit, 13);
    expect(unfit.clock("first").holding).toMatchObject({ because: "fields-missing" });
  });

  it("is nobody's to send by hand", () => {
    const story = storyWith(holding);
    expect(sendsNotice(story, 2, captain, { number: 1, template: "held" })).toMatchObject({
      ok: false,
      refusal: { code: "rule" },
    });
  });
});
