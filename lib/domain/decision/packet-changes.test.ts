import { expect, it } from "vitest";
import type { Packet } from "../incident/events/decision.ts";
import { packetChanges } from "./packet-changes.ts";

const digest = "a".repeat(64);
const criterion = { id: "verified", rule: null, title: "The rollback is verified", holds: true };
const logs = { requirement: "logs", evidence: "1", sha256: digest, source: "person" as const };
const run = { id: "r", planDigest: digest, state: "running" };
const signed: Packet = {
  schema: "holdpoint-packet-v1",
  incident: "INC-2026-0001",
  decision: "d",
  gate: "onward",
  question: "Onward?",
  pack: { id: "small", version: "1.0.0", hash: digest },
  severity: "A",
  baseline: { tag: "v1" },
  run,
  criteria: [criterion],
  evidence: [logs],
  residualRiskDigest: digest,
};
const titleOf = (requirement: string) => `The ${requirement}`;

it.each<[string, Partial<Packet>, string[]]>([
  ["nothing", {}, []],
  [
    "another version",
    { pack: { ...signed.pack, version: "1.1.0" } },
    ["Protocol: small 1.0.0 became small 1.1.0"],
  ],
  ["another severity", { severity: "B" }, ["Severity: A became B"]],
  ["another value", { baseline: { tag: "v2" } }, ["Baseline tag: v1 became v2"]],
  ["a value that went", { baseline: {} }, ["Baseline tag: v1 became nothing"]],
  ["a run that went on", { run: { ...run, state: "verified" } }, ["Rollback run: running became verified"]],
  ["another run", { run: { ...run, id: "s" } }, ["Rollback run: another one, running"]],
  ["no run", { run: null }, ["Rollback run: running became nothing"]],
  [
    "a criterion that fell",
    { criteria: [{ ...criterion, holds: false }] },
    ["The rollback is verified: does not hold any more"],
  ],
  ["a criterion that went", { criteria: [] }, ["The rollback is verified: not asked any more"]],
  [
    "a criterion that came",
    { criteria: [criterion, { ...criterion, id: "told", title: "All are told" }] },
    ["All are told: asked now"],
  ],
  ["newer evidence", { evidence: [{ ...logs, evidence: "2" }] }, ["The logs: handed in anew"]],
  [
    "other evidence",
    { evidence: [logs, { ...logs, requirement: "pin", evidence: "2" }] },
    ["The pin: handed in"],
  ],
  ["evidence that went", { evidence: [] }, ["The logs: proves nothing any more"]],
])("[MKC-6] who signed is told in words of %s", (_, change, words) => {
  expect(packetChanges(signed, { ...signed, ...change }, titleOf)).toEqual(words);
});
