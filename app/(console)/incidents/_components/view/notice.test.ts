import { expect, it } from "vitest";
import { packOf } from "#lib/domain/incident/testing/story.ts";
import { serviceV3Rollback } from "#lib/protocols/service-v3-rollback.ts";
import { reachOf } from "./notice.ts";

const pack = packOf(serviceV3Rollback);
const person = (id: string, party: string | null, roles: string[] = []) => ({
  id,
  name: id,
  roles,
  onCallRoles: [],
  party,
});
const people = [
  person("ines", "producer"),
  person("david", "consumer"),
  person("ruth", null, ["stakeholder"]),
];
const endpoints = [{ id: "paging", title: "Paging", audience: "consumer", isActive: true }];

const reached = (mail: boolean | null) =>
  reachOf("initial", { pack, people, channels: { mail, endpoints } }, { participants: [] }).map((one) => [
    one.id,
    one.people,
    one.endpoints,
  ]);

it("[MKC-4] whom a notice reaches is counted by audience, before it is sent", () => {
  expect(reached(true)).toEqual([
    ["producer", 1, 0],
    ["consumer", 1, 1],
    ["stakeholders", 1, 0],
  ]);
});

it("[MKC-4] without a mail server nobody is reached but those for whom a webhook speaks", () => {
  expect(reached(false)).toEqual([
    ["producer", 0, 0],
    ["consumer", 0, 1],
    ["stakeholders", 0, 0],
  ]);
});

it("while no worker is heard of it is not known, and nobody is said to be out of reach for good", () => {
  expect(reached(null)).toEqual(reached(true));
});
