import { z } from "zod";
import { statementOn } from "../decision/statement.ts";
import { Sha256 } from "../incident/events/shapes.ts";
import type { CheckpointPack, Item, Question } from "./pack.ts";
import { neededGroups, neededNoGo, neededWords } from "./question.ts";
import { type CheckpointSurroundings, isGreen, itemHolds, noGoStands } from "./standing.ts";
import type { CheckpointState, Report } from "./state.ts";

const cited = { id: z.string(), title: z.string(), rule: z.string().nullable() };
/** `proof` is the digest of the words and the file that show it; null where nothing was shown or the console knows it itself. */
const judged = { ...cited, holds: z.boolean(), proof: Sha256.nullable() };

/** Where a pipeline ran it, and the digest of all that it put out; null where somebody reported it by hand. */
const ran = z
  .strictObject({
    repository: z.string().nullable(),
    branch: z.string().nullable(),
    commit: z.string().nullable(),
    output: Sha256,
  })
  .nullable();

/** What both sides decide on at one question: a pure function of the checkpoint's state and what is open on the service. */
export const CheckpointPacket = z.strictObject({
  schema: z.literal("holdpoint-checkpoint-packet-v1"),
  checkpoint: z.string(),
  pack: z.strictObject({ id: z.string(), version: z.string(), hash: Sha256 }),
  service: z.strictObject({ id: z.string(), key: z.string(), name: z.string(), environment: z.string() }),
  question: z.strictObject({ id: z.string(), title: z.string(), go: z.string(), noGo: z.string() }),
  baseline: z.array(
    z.strictObject({ name: z.string(), title: z.string(), locked: z.string(), seen: z.string().nullable() }),
  ),
  criteria: z.array(z.strictObject({ ...judged, value: z.string().nullable() })),
  runs: z.array(z.strictObject({ ...judged, party: z.string(), ran })),
  aborts: z.array(z.strictObject({ ...cited, pulled: z.boolean() })),
  noGo: z.array(z.strictObject({ ...cited, stands: z.boolean() })),
  written: z.array(z.strictObject({ ...cited, owner: z.string().nullable(), digest: Sha256.nullable() })),
});
export type CheckpointPacket = z.infer<typeof CheckpointPacket>;

/** The statement of a verdict at a checkpoint. */
export const CheckpointStatement = statementOn(CheckpointPacket);
export type CheckpointStatement = z.infer<typeof CheckpointStatement>;

const cite = ({ id, title, rule }: { id: string; title: string; rule?: string | undefined }) => ({
  id,
  title,
  rule: rule ?? null,
});

/** The packet of a question (MKD-8): only what the question asks for is in it, so that nothing else voids its signatures. */
export function buildCheckpointPacket(
  state: CheckpointState,
  pack: CheckpointPack,
  question: Question,
  around: CheckpointSurroundings,
): CheckpointPacket {
  const { id, title, go, noGo } = question;
  return {
    schema: "holdpoint-checkpoint-packet-v1",
    checkpoint: state.reference,
    pack: state.pack,
    service: state.service,
    question: { id, title, go, noGo },
    baseline: pack.baseline.map((value) => ({
      name: value.name,
      title: value.title,
      locked: state.locked[value.name] ?? "",
      seen: state.seen[value.name] ?? null,
    })),
    criteria: neededGroups(question, pack)
      .flatMap(({ items }) => items)
      .map((item) => ({
        ...cite(item),
        holds: itemHolds(item, state, around),
        value: state.reports[item.id]?.value ?? null,
        proof: proofOf(item, state),
      })),
    runs: neededRuns(question, pack).flatMap((name) => {
      const run = pack.runs[name];
      if (run === undefined) return [];
      const report = state.reports[name];
      const judged = { holds: isGreen(state, name), proof: report?.digest ?? null };
      return [{ ...cite({ ...run, id: name }), party: run.party, ...judged, ran: ranOf(report) }];
    }),
    aborts: pack.aborts.map((one) => ({
      ...cite(one),
      pulled: state.aborts.some(({ trigger }) => trigger === one.id),
    })),
    noGo: neededNoGo(question, pack).map((one) => ({
      ...cite(one),
      stands: noGoStands(one, state, pack, around),
    })),
    written: neededWords(question, pack).map((part) => ({
      ...cite(part),
      owner: state.written[part.id]?.owner ?? null,
      digest: state.written[part.id]?.digest ?? null,
    })),
  };
}

function ranOf(report: Report | undefined): CheckpointPacket["runs"][number]["ran"] {
  if (report?.pipeline === undefined) return null;
  const { run, file } = report.pipeline;
  const { repository, branch, commit } = run;
  return { repository, branch, commit, output: file.sha256 };
}

function neededRuns(question: Question, pack: CheckpointPack): string[] {
  const items = neededGroups(question, pack).flatMap((group) => group.items);
  const ofItems = items.flatMap((item) => (item.decidedBy === "run" ? [item.run] : []));
  const ofNoGo = neededNoGo(question, pack).flatMap((one) => (one.unless === "run-green" ? [one.run] : []));
  return [...new Set([...ofItems, ...ofNoGo])];
}

function proofOf(item: Item, state: CheckpointState): string | null {
  switch (item.decidedBy) {
    case "check":
    case "evidence":
    case "value":
      return state.reports[item.id]?.digest ?? null;
    case "run":
      return state.reports[item.run]?.digest ?? null;
    case "attestation":
      return state.attested[item.id]?.digest ?? null;
    case "system":
      return null;
  }
}
