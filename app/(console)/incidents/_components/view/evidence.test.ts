import { expect, it } from "vitest";
import type { EventType, LoggedEvent, TextOf } from "#lib/domain/incident/events/index.ts";
import { handsIn } from "#lib/domain/incident/testing/decisions.ts";
import { lead, smallIncident } from "#lib/domain/incident/testing/small-room.ts";
import type { RoomEntry } from "#lib/queries/room/entry.ts";
import { changeRoom, type RoomLog } from "../live/room-log.ts";
import { opened } from "../live/testing/opened.ts";
import { makeLexicon } from "../sentence/lexicon.ts";
import { evidenceViews } from "./evidence.ts";

const story = smallIncident();
handsIn(story, 1, lead, "logs");
handsIn(story, 2, lead, "logs", { number: 1 });
const handedIn = story.log.filter(({ type }) => type === "EvidenceHandedIn");
const places = handedIn.map(({ seq }) => seq);

const asFile = (event: LoggedEvent): LoggedEvent =>
  event.type === "EvidenceHandedIn"
    ? { ...event, facts: { ...event.facts, media: "text/plain" as const } }
    : event;

/** The log as files, for a reader who is not given the words of one place. */
const roomWithout = (withheld: number | undefined): RoomLog =>
  opened(
    story.log.map((event, index): RoomEntry => {
      const text = story.said[index]?.text as TextOf<EventType>;
      return {
        event: asFile(event),
        text: event.seq === withheld ? null : text,
        audience: event.seq === withheld ? "party:north" : "room",
        isRedacted: false,
      };
    }),
  );

function logsIn(room: RoomLog) {
  const sides = evidenceViews(room, makeLexicon(story.pack, room.state, [], []), () => undefined);
  return sides.flatMap(({ items }) => items).find(({ id }) => id === "logs");
}
const given = { size: "12 bytes", href: expect.stringContaining("/api/evidence/") };
const withheld = { size: "12 bytes", withheld: "for its party alone" };

it("[MKC-5.1] a file is offered to whoever was given its entry's words, and to others its size and digest alone", () => {
  const [first, second] = places;
  const digests = handedIn.map(({ facts }) => ("sha256" in facts ? facts.sha256 : ""));
  expect(digests[0]).not.toBe(digests[1]);
  for (const [without, files] of [
    [undefined, [given, given]],
    [first, [withheld, given]],
    [second, [given, withheld]],
  ] as const) {
    const item = logsIn(roomWithout(without));
    expect([item?.superseded?.[0]?.file, item?.file]).toEqual(files);
    expect([item?.superseded?.[0]?.digest, item?.digest]).toEqual(digests);
  }
});

it("a file is offered to nobody from the entry on that redacts it", () => {
  const room = roomWithout(undefined);
  const last = story.log.at(-1) as LoggedEvent;
  const redaction = { ...last, seq: last.seq + 1, type: "TextRedacted", facts: { redacts: places[1] } };
  const entry = { event: redaction, text: { reason: "A name." }, audience: "room", isRedacted: false };
  const after = changeRoom(room, { kind: "entries", entries: [entry as unknown as RoomEntry] });
  expect(logsIn(after)?.file).toEqual({ size: "12 bytes", withheld: "redacted" });
  expect(logsIn(after)?.superseded?.[0]?.file).toEqual(given);
});
