import { expect, it } from "vitest";
import { type CheckpointPacket, CheckpointStatement } from "#lib/domain/checkpoint/packet.ts";
import { digestOf, sha256 } from "#lib/platform/digest.ts";
import type { ProofView } from "#lib/queries/checkpoint-view.ts";
import { checkpointReading } from "./checkpoint-reading.ts";

const person = "00000000-0000-4000-8000-000000000001";
const cited = (id: string, title: string) => ({ id, title, rule: null });
const packet: CheckpointPacket = {
  schema: "holdpoint-checkpoint-packet-v1",
  checkpoint: "CHK-2026-0001",
  pack: { id: "service-v3-cutover", version: "1.0.0", hash: sha256("pack") },
  service: { id: person, key: "kernel", name: "Kernel", environment: "production" },
  question: { id: "cutover", title: "Do we cut over?", go: "GO", noGo: "NO-GO" },
  baseline: [{ name: "tag", title: "Release tag", locked: "v0.3.2", seen: "v0.3.2" }],
  criteria: [
    {
      ...cited("notes", "Release notes"),
      holds: true,
      proof: digestOf({ command: "cat", output: "ok" }),
      value: null,
    },
  ],
  runs: [],
  aborts: [{ ...cited("drift", "The contract drifted"), pulled: false }],
  noGo: [{ ...cited("open", "An incident is open"), stands: false }],
  written: [{ ...cited("risk", "Residual risk"), owner: null, digest: digestOf("None.") }],
};
const words = { command: "cat", output: "ok" };
const said = { passed: true, by: "Ines", at: "", ...words, value: null, ran: null, file: null };
const pageOf = (proof: ProofView) => ({
  baseline: [
    {
      ...cited("tag", "Release tag"),
      name: "tag",
      locked: "v0.3.2",
      now: "v0.3.2",
      isMoved: false,
      unread: null,
    },
  ],
  groups: [
    {
      ...cited("ready", "Ready"),
      items: [
        {
          ...cited("notes", "Release notes"),
          ...{ decidedBy: "evidence" as const, holds: true, party: null, proof, reading: null },
        },
      ],
    },
  ],
  runs: [],
  aborts: [{ ...cited("drift", "The contract drifted"), isPulled: false }],
  noGo: [{ ...cited("open", "An incident is open"), stands: false }],
  record: [
    {
      ...cited("risk", "Residual risk"),
      ...{ isThere: true, words: "None.", owner: null, asksOwner: false, asks: null },
    },
  ],
  viewer: { signsFor: { party: "producer", deputyFor: null } },
});
const page = pageOf(said);
const request = {
  reference: "CHK-2026-0001",
  question: "cutover",
  answer: "go",
  remediation: "",
} as const;

const others = (change: Partial<CheckpointPacket>, shown = page) => {
  const changed = { ...packet, ...change };
  const statement = CheckpointStatement.parse({
    ...{ schema: "holdpoint-statement-v1", packet: changed, packetDigest: digestOf(changed), person },
    ...{ party: "producer", answer: "go", remediationPlanDigest: null },
    ...{ logHead: { seq: 9, hash: sha256("head") }, nonce: "a nonce of sixteen or more" },
  });
  return checkpointReading
    .pairs(statement, shown, request)
    .filter((pair) => pair.shown !== pair.signed)
    .map(({ title }) => title);
};
const each = <T>(items: readonly T[], change: Partial<T>): T[] => items.map((one) => ({ ...one, ...change }));

it("a statement of what the checkpoint's page shows differs in nothing", () => {
  expect(others({})).toEqual([]);
});

const faults: [string, Partial<CheckpointPacket>][] = [
  ["Checkpoint", { checkpoint: "CHK-2026-0002" }],
  ["Question", { question: { ...packet.question, id: "rehearsal" } }],
  ["Release tag, locked", { baseline: each(packet.baseline, { locked: "v0.4.0" }) }],
  ["Release tag, seen", { baseline: each(packet.baseline, { seen: null }) }],
  ["Release notes", { criteria: each(packet.criteria, { holds: false }) }],
  ["Release notes, its proof", { criteria: each(packet.criteria, { proof: sha256("other") }) }],
  ["The contract drifted", { aborts: each(packet.aborts, { pulled: true }) }],
  ["An incident is open", { noGo: each(packet.noGo, { stands: true }) }],
  ["Residual risk", { written: each(packet.written, { digest: digestOf("Much.") }) }],
];
it.each(faults)("[MKD-8] a packet with another value than the page's is named: %s", (title, change) => {
  expect(others(change)).toEqual([title]);
});

it("[MKD-8] [MKD-8.5] a proof is its words and its file: another file, or another name, is named", () => {
  const file = { id: person, name: "notes.md", bytes: 1, sha256: sha256("x") };
  const proof = digestOf({ ...words, name: file.name, file: file.sha256 });
  const signed = { criteria: each(packet.criteria, { proof }) };
  expect(others(signed, pageOf({ ...said, file }))).toEqual([]);
  for (const other of [null, { ...file, sha256: sha256("y") }, { ...file, name: "other.md" }])
    expect(others(signed, pageOf({ ...said, file: other }))).toEqual(["Release notes, its proof"]);
});

it("[MKD-8] a verdict for another side than the page says is named", () => {
  const shown = { ...page, viewer: { signsFor: { party: "consumer", deputyFor: null } } };
  expect(others({}, shown)).toEqual(["The side that you answer for"]);
});
