import { expect, it } from "vitest";
import { packOf } from "#lib/domain/incident/testing/story.ts";
import { smallPack } from "../incident/testing/small-pack.ts";
import { seatedRoles } from "./seated-roles.ts";

const withRoles = (roles: object, change: object = {}) =>
  packOf({ ...smallPack, roles: { ...smallPack.roles, ...roles }, ...change } as never);

it("who is asked for something has a place in the room, with or without duties", () => {
  const scribe = { scribe: { title: "Scribe" } };
  expect(seatedRoles(withRoles(scribe))).not.toContain("scribe");
  const handover = { handover: { title: "The handover", owner: { role: "scribe" } } };
  const deliverables = { ...smallPack.deliverables, ...handover };
  expect(seatedRoles(withRoles(scribe, { deliverables }))).toContain("scribe");
  expect(seatedRoles(withRoles({ scribe: { title: "Scribe", duties: ["Writes it down"] } }))).toContain(
    "scribe",
  );
});

it("who is only told, or asked to a talk afterwards, has none", () => {
  const reader = { reader: { title: "Reader" } };
  const talk = { talk: { title: "The talk", owner: { role: "captain" }, attendees: ["reader"] } };
  const audiences = { ...smallPack.audiences, readers: { title: "Readers", roles: ["reader"] } };
  const deliverables = { ...smallPack.deliverables, ...talk };
  expect(seatedRoles(withRoles(reader, { audiences, deliverables }))).not.toContain("reader");
});
