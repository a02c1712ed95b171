import { expect, it } from "vitest";
import { Statement } from "#lib/domain/decision/statement.ts";
import type { Packet } from "#lib/domain/incident/events/decision.ts";
import { digestOf, sha256 } from "#lib/platform/digest.ts";
import { decisionReading } from "./decision-reading.ts";

const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;
const packet: Packet = {
  schema: "holdpoint-packet-v1",
  incident: "INC-2026-0001",
  decision: id(1),
  gate: "resume",
  question: "How do we go on?",
  pack: { id: "service-v3-rollback", version: "1.0.0", hash: sha256("pack") },
  severity: "SEV-1",
  baseline: { tag: "v1.4.2" },
  run: { id: id(2), planDigest: sha256("plan"), state: "verified" },
  criteria: [{ id: "smoke", rule: "MKC-5.1", title: "The main path works", holds: true }],
  evidence: [{ requirement: "pin", evidence: id(3), sha256: sha256("pinned to v1.4.2"), source: "person" }],
  residualRiskDigest: digestOf("None."),
};
const item = {
  ...{ requirement: "pin", title: "The pin", party: "consumer", rule: null, seq: 4, by: "David Chen" },
  ...{ source: "person" as const, at: "2026-01-01T00:00:00.000Z", exitCode: null, isSuperseded: false },
  ...{ evidence: id(3), sha256: sha256("pinned to v1.4.2"), summary: "The pin.", body: "pinned to v1.4.2" },
  ...{ file: null, isReadable: true },
};
const page = {
  packet,
  residualRisk: "None.",
  evidence: [item],
  viewer: { party: "producer", deputyFor: null },
};
const request = {
  reference: "INC-2026-0001",
  decision: id(1),
  answer: "no-go",
  remediationPlan: "Mend it. ",
};
const said: Statement = Statement.parse({
  ...{ schema: "holdpoint-statement-v1", packet, packetDigest: digestOf(packet), party: "producer" },
  ...{ person: id(4), answer: "no-go", remediationPlanDigest: digestOf("Mend it.") },
  ...{ logHead: { seq: 9, hash: sha256("head") }, nonce: "a nonce of sixteen or more" },
});

const others = (signed: Statement, shown: Parameters<typeof decisionReading.pairs>[1] = page) =>
  decisionReading
    .pairs(signed, shown, request)
    .filter((pair) => pair.shown !== pair.signed)
    .map(({ title }) => title);
const withPacket = (change: Partial<Packet>): Statement => {
  const changed = { ...packet, ...change };
  return { ...said, packet: changed, packetDigest: digestOf(changed) };
};

it("a statement of what the page shows differs in nothing", () => {
  expect(others(said)).toEqual([]);
});

const faults: [string, Statement][] = [
  ["Severity", withPacket({ severity: "SEV-3" })],
  ["Baseline tag", withPacket({ baseline: { tag: "v1.5.0" } })],
  ["Baseline more", withPacket({ baseline: { tag: "v1.4.2", more: "1" } })],
  ["The main path works", withPacket({ criteria: packet.criteria.map((one) => ({ ...one, holds: false })) })],
  ["The main path works", withPacket({ criteria: [] })],
  ["Rollback run", withPacket({ run: null })],
  ["Residual risk", withPacket({ residualRiskDigest: digestOf("Much.") })],
  ["Question", withPacket({ question: "Do we stop?" })],
  [
    "Evidence, The pin",
    withPacket({ evidence: packet.evidence.map((one) => ({ ...one, sha256: sha256("other") })) }),
  ],
];
it.each(faults)("[MKC-6] a packet with another value than the page's is named: %s", (title, signed) => {
  expect(others(signed)).toEqual(expect.arrayContaining([title, "The whole packet"]));
});

it("[MKC-6] a packet that was put under another one's digest is named", () => {
  expect(others({ ...withPacket({ severity: "SEV-3" }), packetDigest: said.packetDigest })).toContain(
    "The packet's digest",
  );
});

it("[MKC-6] another answer, side, deputy or plan than the person's is named", () => {
  expect(others({ ...said, answer: "go" })).toEqual(["Your answer"]);
  expect(others({ ...said, party: "consumer" })).toEqual(["The side that you answer for"]);
  expect(others({ ...said, deputyFor: { person: id(5), named: 3 } })).toEqual(["Signed as a deputy"]);
  expect(others({ ...said, remediationPlanDigest: null })).toEqual(["What has to be mended"]);
});

it("words of evidence count by the digest made of them; where they are withheld or a file, by the one that the page names", () => {
  const shown = (change: Partial<typeof item>) => ({ ...page, evidence: [{ ...item, ...change }] });
  expect(others(said, shown({ body: "pinned to v1.5.0" }))).toEqual(["Evidence, The pin"]);
  expect(others(said, shown({ body: "redacted", isReadable: false }))).toEqual([]);
  const withheld = shown({ isReadable: false, sha256: sha256("other") });
  expect(others(said, withheld)).toEqual(["Evidence, The pin"]);
});
