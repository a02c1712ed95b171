import { describe, expect, it } from "vitest";
import { idOf } from "../incident/testing/cast.ts";
import { lead, outsider, peer, smallIncident } from "../incident/testing/small-room.ts";
import { isInAudience } from "../notice/audience.ts";
import { mayReadRoom, mayReadText } from "./read.ts";

const { state, pack } = smallIncident();
const reader = (personId: string, isAuditor = false) => ({ personId, isAuditor });

describe("who may read", () => {
  it.each([
    ["a participant", reader(lead.id), true],
    ["an outsider", reader(outsider.id), false],
    ["an auditor", reader(outsider.id, true), true],
  ])("%s: the room %s", (_who, person, expected) => {
    expect(mayReadRoom(state.participants, person)).toBe(expected);
    expect(mayReadText("room", state.participants, person)).toBe(true);
  });

  it("words for one party are read by its members and by auditors alone", () => {
    const read = (person: string, isAuditor = false) =>
      mayReadText("party:north", state.participants, reader(person, isAuditor));
    expect([read(lead.id), read(peer.id), read(outsider.id), read(outsider.id, true)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});

describe("an audience", () => {
  const person = (change: { id?: string; party?: string | null; roles?: string[] }) => ({
    id: idOf(70),
    party: null,
    roles: [],
    ...change,
  });

  it.each([
    ["a member of its party", person({ party: "north" }), "north", true],
    ["a member of the other party", person({ party: "south" }), "north", false],
    ["who holds its role", person({ roles: ["public"] }), "public", true],
    ["who holds another role", person({ roles: ["duty"] }), "public", false],
    ["anybody, where there is no such audience", person({ party: "north" }), "nobody", false],
  ])("%s", (_who, somebody, audience, expected) => {
    expect(isInAudience(somebody, audience, state.participants, pack)).toBe(expected);
  });

  it("takes in who was given its role in the room", () => {
    const participants = [{ person: idOf(70), roles: ["public"], party: null }];
    expect(isInAudience(person({}), "public", participants, pack)).toBe(true);
    expect(isInAudience(person({}), "public", [], pack)).toBe(false);
  });
});
