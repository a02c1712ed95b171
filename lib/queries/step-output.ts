import { mayReadRoom, type Reader } from "#lib/domain/authority/read.ts";
import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import { evolve } from "#lib/domain/incident/evolve.ts";
import type { IncidentState, RunState, StepState } from "#lib/domain/incident/state.ts";
import { findRun } from "#lib/domain/rollback/run.ts";
import { withoutColours } from "#lib/platform/colours.ts";
import { readEntries, readIncident } from "#lib/store/incident-log.ts";
import { type FoundLines, outputExtent, readOutputLines, searchOutput } from "#lib/store/output-lines.ts";
import { packByHash } from "#lib/store/packs.ts";
import { type OutputAddress, readOutput } from "#lib/store/step-output.ts";

export type { FoundLines };
export type AskedOutput = { reference: string; run: string; step: string; attempt: number };
export type AttemptEnd = { outcome: "succeeded" | "failed" | "in-doubt"; at: string; digest: string | null };
export type StepOutputView = AskedOutput & {
  plan: string;
  steps: { id: string; number: number; title: string; attempts: number }[];
  title: string;
  isLatestRun: boolean;
  attempts: number;
  isRunning: boolean;
  end: AttemptEnd | null;
  total: number;
  characters: number;
  /** Where the first lines that come along begin: the end of what runs, else the start. */
  from: number;
  lines: string[];
  /** The last entry that this page knows; the stream goes on from there. */
  seq: number;
};

/** Lines that one question may ask for. */
export const mostLines = 500;
const linesAtFirst = 200;
const mostFound = 10_000;

/** What a step printed in one attempt, to those who have a part in its incident; null to everybody else. */
export async function readStepOutput(
  reader: Reader,
  asked: Omit<AskedOutput, "attempt"> & { attempt: number | null },
): Promise<StepOutputView | null> {
  const entries = await readEntries(asked.reference, 0);
  const state = entries.reduce<IncidentState | null>((before, { event }) => evolve(before, event), null);
  const found = state === null ? null : findStep(state, reader, asked.run, asked.step);
  if (state === null || found === null) return null;
  const { run, step } = found;
  const attempt = asked.attempt ?? step.attempt;
  if (attempt < 1 || attempt > step.attempt) return null;
  const isRunning = step.status === "running" && attempt === step.attempt;
  const address = { runId: run.run, step: step.id, attempt };
  const [pack, { lines: total, characters }] = await Promise.all([
    packByHash(state.pack.hash),
    outputExtent(address),
  ]);
  const plan = pack.plans[run.plan];
  const titleOf = (id: string) => plan?.steps.find((one) => one.id === id)?.title ?? id;
  const from = isRunning ? Math.floor(Math.max(0, total - 1) / linesAtFirst) * linesAtFirst : 0;
  return {
    ...asked,
    attempt,
    plan: plan?.title ?? run.plan,
    steps: run.steps.flatMap(({ id, attempt: attempts }, index) =>
      attempts > 0 ? [{ id, number: index + 1, title: titleOf(id), attempts }] : [],
    ),
    title: titleOf(step.id),
    isLatestRun: state.runs.at(-1)?.run === run.run,
    attempts: step.attempt,
    isRunning,
    end: endOf(
      entries.map(({ event }) => event),
      { ...asked, attempt },
    ),
    total,
    characters,
    from,
    lines: await readOutputLines(address, from, linesAtFirst),
    seq: state.seq,
  };
}

function findStep(
  state: IncidentState,
  reader: Reader,
  runId: string,
  stepId: string,
): { run: RunState; step: StepState } | null {
  if (!mayReadRoom(state.participants, reader)) return null;
  const run = findRun(state, runId);
  const step = run?.steps.find(({ id }) => id === stepId);
  return run === null || step === undefined ? null : { run, step };
}

function endOf(events: readonly LoggedEvent[], { run, step, attempt }: AskedOutput): AttemptEnd | null {
  const isIt = (facts: { run: string; step: string; attempt: number }) =>
    facts.run === run && facts.step === step && facts.attempt === attempt;
  for (const { type, facts, occurredAt: at } of events) {
    if (type === "StepSucceeded" && isIt(facts))
      return { outcome: "succeeded", at, digest: facts.outputDigest };
    if (type === "StepFailed" && isIt(facts)) return { outcome: "failed", at, digest: facts.outputDigest };
    if (type === "StepInDoubt" && isIt(facts)) return { outcome: "in-doubt", at, digest: null };
  }
  return null;
}

/** Where an attempt's output lies, for a reader who may see it; null for everybody else. */
export async function findOutput(reader: Reader, asked: AskedOutput): Promise<OutputAddress | null> {
  const incident = await readIncident(asked.reference);
  const found = incident === null ? null : findStep(incident.state, reader, asked.run, asked.step);
  if (found === null || asked.attempt < 1 || asked.attempt > found.step.attempt) return null;
  return { runId: found.run.run, step: found.step.id, attempt: asked.attempt };
}

export type OutputPage = { from: number; lines: string[]; total: number };

export async function readPage(address: OutputAddress, from: number, count: number): Promise<OutputPage> {
  const { lines: total } = await outputExtent(address);
  return { from, lines: await readOutputLines(address, from, Math.min(count, mostLines)), total };
}

/** The numbers of the lines that hold these words: the first ten thousand, and how many there are. */
export const findLines = (address: OutputAddress, words: string, from: number): Promise<FoundLines> =>
  searchOutput(address, words, { from, limit: mostFound });

const chunksAtOnce = 32;

/** The whole output as plain text, read as fast as it is taken. */
export function openText(address: OutputAddress): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let last = 0;
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const chunks = await readOutput(address, last, chunksAtOnce);
      if (chunks.length === 0) return controller.close();
      last = chunks.at(-1)?.chunk ?? last;
      controller.enqueue(encoder.encode(withoutColours(chunks.map(({ text }) => text).join(""))));
    },
  });
}
