import { describe, expect, it } from "vitest";
import { decideRoster, type Holding, type Vocabulary } from "./roster.ts";

const known: Vocabulary = {
  roles: [
    { key: "lead", title: "Lead", party: "north" },
    { key: "writer", title: "Writer", party: null },
  ],
  parties: [
    { key: "north", title: "North" },
    { key: "south", title: "South" },
  ],
};
const nothing: Holding = { party: null, roles: [], onCallRoles: [], isAuditor: false };
const decide = (asker: string | null, before: Holding, after: Holding) =>
  decideRoster({ asker, person: { id: "ada", name: "Ada" }, before, after }, known);

describe("who may hold what", () => {
  it.each<[string, Holding, Holding]>([
    ["a party", nothing, { ...nothing, party: "north" }],
    ["another party", { ...nothing, party: "south" }, { ...nothing, party: "north" }],
    ["a party's role", { ...nothing, party: "north" }, { ...nothing, party: "north", roles: ["lead"] }],
    ["an auditor's eyes", nothing, { ...nothing, isAuditor: true }],
  ])("an administrator cannot give herself %s, and another can", (_, before, after) => {
    expect(decide("ada", before, after)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(decide("grace", before, after)).toMatchObject({ ok: true, value: after });
    expect(decide(null, before, after)).toMatchObject({ ok: true });
  });

  it("an administrator may leave her party, and take a role that belongs to no side", () => {
    const signer = { ...nothing, party: "north", roles: ["lead"], onCallRoles: ["lead"] };
    expect(decide("ada", signer, nothing)).toMatchObject({ ok: true });
    expect(decide("ada", nothing, { ...nothing, roles: ["writer"] })).toMatchObject({ ok: true });
    const more = { ...signer, roles: ["lead", "writer"] };
    expect(decide("ada", signer, more)).toMatchObject({ ok: true, value: more });
  });

  it.each<[string, Holding, RegExp]>([
    ["an unknown party", { ...nothing, party: "east" }, /"east".*north, south/],
    ["an unknown role", { ...nothing, roles: ["cook"] }, /"cook".*lead, writer/],
    [
      "a turn on call for a role not held",
      { ...nothing, onCallRoles: ["writer"] },
      /does not hold|do not hold/,
    ],
    ["a party's role outside that party", { ...nothing, roles: ["lead"] }, /Lead is a role of North/],
    ["an auditor of a party", { ...nothing, party: "north", isAuditor: true }, /no party and no role/],
    ["an auditor with a role", { ...nothing, roles: ["writer"], isAuditor: true }, /no party and no role/],
    [
      "a party's role in the other party",
      { ...nothing, party: "south", roles: ["lead"] },
      /Lead is a role of North/,
    ],
  ])("%s is refused in words", (_, after, words) => {
    const decided = decide("grace", nothing, after);
    expect(decided).toMatchObject({
      ok: false,
      refusal: { code: "invalid", message: expect.stringMatching(words) },
    });
  });

  it("a role that no protocol knows any more may be kept, and gives nothing away", () => {
    const old = { ...nothing, roles: ["retired"] };
    expect(decide("grace", old, { ...old, roles: ["retired", "writer"] })).toMatchObject({ ok: true });
  });
});
