import { expect, it } from "vitest";
import { builtInPacks } from "#lib/protocols/index.ts";
import type { ProtocolPack } from "./pack.ts";
import { parsePack } from "./parse-pack.ts";
import { ruleHref } from "./rule-href.ts";
import { vocabularyOf } from "./vocabulary.ts";

const packs = builtInPacks.flatMap((source) => {
  const parsed = parsePack(source);
  return parsed.ok ? [parsed.pack] : [];
});

it("a role's key means one role in every protocol, and names them all", () => {
  const { roles, parties, audiences } = vocabularyOf(packs);
  expect(new Set(roles.map(({ key }) => key)).size).toBe(roles.length);
  expect(roles.find(({ key }) => key === "stakeholder")?.packs).toEqual(packs.map(({ id }) => id));
  expect(parties.map(({ key }) => key)).toEqual(["consumer", "producer"]);
  expect(audiences.map(({ key }) => key)).toContain("stakeholders");
});

it("a role that belongs to a party in one protocol belongs to it in all", () => {
  const [first] = packs;
  const roles = { "producer-lead": { title: "Lead", duties: [] } };
  const loose = { ...first, id: "loose", roles, parties: {}, audiences: {} } as unknown as ProtocolPack;
  const partyOf = (order: ProtocolPack[]) =>
    vocabularyOf(order).roles.find(({ key }) => key === "producer-lead")?.party;
  expect(partyOf([...packs, loose])).toBe("producer");
  expect(partyOf([loose, ...packs])).toBe("producer");
});

it("a rule's address is the protocol's page at the rule's anchor", () => {
  expect(ruleHref("service-v3-rollback", "MKC-3.1")).toBe("/protocols/service-v3-rollback#MKC-3.1");
});
