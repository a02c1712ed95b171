import type { CheckpointSource } from "#lib/domain/checkpoint/pack.ts";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import type { Asked, Rules } from "#lib/domain/checkpoint/testing/oracle/rules.ts";
import { publishCheckpointPack } from "#lib/store/checkpoint-packs.ts";
import { withTransaction } from "#lib/store/transaction.ts";

/** What is asked before the switch. */
const tries = ["first"];

/** A checkpoint of the two sides' house with one part of each kind, so that many fit into a minute. */
const source: CheckpointSource = {
  kind: "checkpoint",
  id: "two-sides-checkpoint",
  version: "1.0.0",
  title: "Two sides",
  source: "Made for sequences",
  summary: "One part of each kind.",
  parties: { north: { title: "North", of: "Northern" }, south: { title: "South", of: "Southern" } },
  roles: { lead: { title: "Lead", party: "north" }, peer: { title: "Peer", party: "south" } },
  baseline: [{ name: "release", title: "Release" }],
  cites: { lock: "TST-1", abort: "TST-2", verdict: "TST-3" },
  criteria: [
    {
      id: "entry",
      title: "Entry",
      items: [{ id: "logs", title: "Logs", party: "north", decidedBy: "evidence" }],
    },
    {
      id: "more",
      title: "More",
      items: [
        { id: "tests", title: "Tests", party: "south", decidedBy: "check" },
        {
          id: "reviewed",
          title: "Reviewed",
          decidedBy: "attestation",
          role: "peer",
          says: "Say that you read it",
        },
      ],
    },
  ],
  runs: {},
  aborts: [{ id: "drift", title: "It drifts" }],
  noGo: [
    { id: "record-open", title: "The record", unless: "record-signed" },
    { id: "baseline-changed", title: "A value moved", unless: "baseline-unmoved" },
  ],
  questions: [
    ...tries.map((id) => ({
      ...{ id, title: `May it be tried, ${id}?`, go: `GO (${id})`, noGo: "NO-GO" },
      needs: ["entry"],
      goStandsForHours: 1,
    })),
    {
      ...{ id: "switch", title: "May it be switched?", go: "GO (switch)", noGo: "NO-GO" },
      needs: ["entry", "more"],
      unless: ["record-open", "baseline-changed"],
      opens: true,
      passkeys: true,
      goStandsForHours: 1,
    },
  ],
  record: [
    { id: "decided-at", title: "When", from: "time" },
    { id: "north-verdicts", title: "The north's verdicts", from: "verdicts", party: "north" },
    { id: "south-verdicts", title: "The south's verdicts", from: "verdicts", party: "south" },
    { id: "evidence", title: "Evidence of both", from: "evidence" },
    { id: "risks", title: "Risks", from: "words", party: "north", asks: "Write which risks are accepted" },
  ],
};

const tried: Asked = {
  criteria: ["logs"],
  runs: [],
  blockers: {},
  needsRecord: false,
  needsPasskeys: false,
  goStandsForHours: 1,
};
/** The same said by hand, for the oracle. */
export const twoSidesRules: Rules = {
  sides: ["north", "south"],
  leads: { north: "lead", south: "peer" },
  criteria: {
    logs: { by: "report", side: "north" },
    tests: { by: "report", side: "south" },
    reviewed: { by: "word", role: "peer" },
  },
  runs: {},
  words: { risks: { side: "north", owner: false } },
  questions: {
    ...Object.fromEntries(tries.map((id) => [id, tried])),
    switch: {
      criteria: ["logs", "tests", "reviewed"],
      runs: [],
      blockers: { "baseline-changed": "moved" },
      needsRecord: true,
      needsPasskeys: true,
      goStandsForHours: 1,
    },
  },
  opening: "switch",
};

export const twoSidesCheckpoint = source.id;
/** In the order in which they are mostly asked. */
export const twoSidesQuestions = [...tries, twoSidesRules.opening];

export async function publishTwoSidesCheckpoint(): Promise<void> {
  const parsed = parseCheckpointPack(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { pack } = parsed;
  await withTransaction((tx) => publishCheckpointPack(tx, pack));
}
