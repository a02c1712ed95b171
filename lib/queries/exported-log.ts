import { mayReadRoom, type Words, whyNoBundle } from "#lib/domain/authority/read.ts";
import { mayReadCheckpoint } from "#lib/domain/checkpoint/read.ts";
import { isCheckpointStream, referenceOf } from "#lib/domain/record/streams.ts";
import { readCheckpoint } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packValue } from "#lib/store/pack-values.ts";
import type { Transaction } from "#lib/store/transaction.ts";

/** Who asks for a record, as far as it is asked of anybody: an incident asks who they are, a checkpoint of which side. */
export type LogReader = {
  personId: string;
  party: string | null;
  roles: readonly string[];
  isAuditor: boolean;
};

/** A log that can be exported, an incident's or a checkpoint's. */
export type ExportedLog = {
  stream: string;
  /** Who had a part in it, beside those whose acts it holds. */
  people: string[];
  readPack: () => Promise<unknown>;
  mayRead: (reader: LogReader) => boolean;
  /** Why this reader gets no bundle of these words; null where they may read each of them. */
  whyNot: (words: readonly Words[], reader: LogReader) => string | null;
};

export async function findLog(stream: string, tx?: Transaction): Promise<ExportedLog | null> {
  if (isCheckpointStream(stream)) return findCheckpoint(stream, tx);
  const incident = await readIncident(stream, tx);
  if (incident === null) return null;
  const { participants, pack } = incident.state;
  return {
    stream,
    people: participants.map(({ person }) => person),
    readPack: () => packValue("incident", pack.hash),
    mayRead: (reader) => mayReadRoom(participants, reader),
    whyNot: (words, reader) => whyNoBundle(words, participants, reader),
  };
}

async function findCheckpoint(stream: string, tx?: Transaction): Promise<ExportedLog | null> {
  const state = await readCheckpoint(referenceOf(stream), tx);
  if (state === null) return null;
  const { hash } = state.pack;
  const pack = await checkpointPackByHash(hash, tx);
  return {
    stream,
    people: [],
    readPack: () => packValue("checkpoint", hash),
    mayRead: (reader) => mayReadCheckpoint(pack, reader),
    // Nothing in a checkpoint is for one side alone: whoever may read it may read every word.
    whyNot: () => null,
  };
}

/** What is said to somebody who may not read a log, or names none. */
export const noPartIn = (stream: string): string =>
  `You have no part in this ${isCheckpointStream(stream) ? "checkpoint" : "incident"}.`;
