import { describe, expect, it } from "vitest";
import {
  type EventType,
  incidentEvents,
  type LoggedEvent,
  type TextOf,
} from "#lib/domain/incident/events/index.ts";
import { idOf, minute } from "#lib/domain/incident/testing/cast.ts";
import { smallIncident } from "#lib/domain/incident/testing/small-room.ts";
import type { Story } from "#lib/domain/incident/testing/story.ts";
import { leadTo, moves, stages, wander } from "#lib/domain/incident/testing/wandering.ts";
import { entrySentence, sayings } from "./entry-sentence.ts";
import { makeLexicon } from "./lexicon.ts";

const people = [1, 2, 3, 4, 9].map((number) => ({ id: idOf(number), name: `Person ${number}` }));
const wanders = Object.keys(moves).map((move, number) => ({ move, number, waits: number % 3 }));
const stories = stages.flatMap((stage) =>
  [0, 1, 2].map((turn) =>
    wander(leadTo(stage, smallIncident({ severity: ["A", "B", "C"][turn] ?? "A", trigger: "slow" })), [
      ...wanders,
      ...wanders.toReversed(),
    ]),
  ),
);
const namesOf = (story: Story) =>
  makeLexicon(story.pack, story.state, people, [{ id: idOf(0x5e), name: "Storefront" }]);
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-/;

function spoken(withWords: boolean) {
  return stories.flatMap((story) =>
    story.log.map((event, index) => {
      const text = (withWords ? story.said[index]?.text : null) as TextOf<EventType> | null;
      return { event, sentence: entrySentence(event, text, namesOf(story)) };
    }),
  );
}

describe("an entry of the log", () => {
  it("has a sentence for every event type there is", () => {
    expect(Object.keys(sayings).sort()).toEqual(Object.keys(incidentEvents).sort());
  });

  it.each([true, false])(
    "is said in words that hold no id and no gap, its own words there: %s",
    (withWords) => {
      for (const { event, sentence } of spoken(withWords)) {
        const said = [sentence.what, sentence.note].join(" ");
        expect(said, event.type).not.toMatch(uuid);
        expect(said, event.type).not.toMatch(/undefined|null|NaN|\[object/);
        expect(sentence.what.length, event.type).toBeGreaterThan(3);
      }
    },
  );

  it("says nothing that people wrote where the words are not for the reader", () => {
    const written = new Set(
      stories.flatMap((story) => story.said.flatMap(({ text }) => Object.values(text))),
    );
    const secrets = [...written].filter((words) => typeof words === "string" && /^words \d+$/.test(words));
    expect(secrets.length).toBeGreaterThan(0);
    for (const { sentence } of spoken(false))
      for (const secret of secrets)
        expect(`${sentence.what} ${sentence.note ?? ""}`).not.toContain(secret as string);
  });

  it("begins with a capital letter where the console acted by itself, and goes on after a person's name", () => {
    for (const { event, sentence } of spoken(true)) {
      const first = sentence.what.charAt(0);
      const isCapital = first === first.toUpperCase();
      if (event.actor.kind === "console") expect(isCapital, sentence.what).toBe(true);
      else expect(isCapital, sentence.what).toBe(false);
    }
  });

  it("names the one who took command and the one it was handed to", () => {
    const [story] = stories as [Story];
    const event = (person: number, takesCommand: boolean) =>
      ({
        seq: 9,
        hash: "",
        type: "RoleAssigned",
        facts: { person: idOf(person), role: "captain", party: null, takesCommand },
        actor: { kind: "person", id: idOf(1) },
        occurredAt: minute(1),
        recordedAt: minute(1),
      }) satisfies LoggedEvent<"RoleAssigned">;
    const say = (one: LoggedEvent) => entrySentence(one, {}, namesOf(story)).what;
    expect(say(event(1, true))).toBe("took command");
    expect(say(event(2, true))).toBe("handed command to Person 2");
    expect(say(event(2, false))).toMatch(/^named Person 2: /);
  });
});
