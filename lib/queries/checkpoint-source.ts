import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import type { CheckpointSurroundings } from "#lib/domain/checkpoint/standing.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import type { CheckpointEntry } from "#lib/store/checkpoint-log.ts";
import type { Person } from "#lib/store/people.ts";
import type { CheckpointReader } from "./checkpoints.ts";

/** What the parts of the view are made from. */
export type CheckpointSource = {
  state: CheckpointState;
  pack: CheckpointPack;
  around: CheckpointSurroundings;
  entries: CheckpointEntry[];
  names: Map<string, string>;
  /** Who is there to answer; nobody is asked for while no answer is owed. */
  people: Person[];
  reader: CheckpointReader;
  hasOneTimeCodes: boolean;
};
