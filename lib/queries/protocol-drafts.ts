import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { actionProblems } from "#lib/domain/protocol/problems/actions.ts";
import { checkPropose, checkPublish, checkWithdraw } from "#lib/domain/protocol/publishing.ts";
import type { Outcome } from "#lib/domain/refusal.ts";
import { currentPack, type PinnedPack } from "#lib/store/packs.ts";
import { findPersons } from "#lib/store/people.ts";
import { type ActName, listActs } from "#lib/store/protocol-acts.ts";
import { findDraft, listOpenDrafts, type ProtocolDraft } from "#lib/store/protocol-drafts.ts";
import { listActionTakes } from "#lib/store/registered-actions.ts";

type Asking = { personId: string; isAdministrator: boolean; roles: readonly string[] };

async function namesOf(ids: readonly (string | null)[]): Promise<(id: string | null) => string> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const names = new Map((await findPersons(wanted)).map(({ id, name }) => [id, name]));
  return (id) => (id === null ? "the console" : (names.get(id) ?? "somebody who has left"));
}

export type DraftLine = Pick<ProtocolDraft, "id" | "packId" | "version" | "createdAt" | "proposedAt"> & {
  owner: string;
};

/** The drafts that wait for their owner or for a second person. */
export async function readOpenDrafts(): Promise<DraftLine[]> {
  const drafts = await listOpenDrafts();
  const nameOf = await namesOf(drafts.map(({ ownerId }) => ownerId));
  return drafts.map(({ id, packId, version, createdAt, proposedAt, ownerId }) => ({
    id,
    packId,
    version,
    createdAt,
    proposedAt,
    owner: nameOf(ownerId),
  }));
}

export type RecordLine = { id: string; act: ActName; version: string; hash: string; by: string; at: string };

/** Who did what to a protocol, the last act first. */
export async function readRecord(packId: string): Promise<RecordLine[]> {
  const acts = await listActs(packId);
  const nameOf = await namesOf(acts.map(({ person }) => person));
  return acts
    .map(({ id, act, version, hash, person, at }) => ({ id, act, version, hash, by: nameOf(person), at }))
    .reverse();
}

/** What an act would be told: null where it may be done. */
type Standing = string | null;
const why = (outcome: Outcome<null>): Standing => (outcome.ok ? null : outcome.refusal.message);

export type DraftView = {
  draft: ProtocolDraft;
  owner: string;
  pack: ProtocolPack;
  inForce: PinnedPack | null;
  /** Why the person who asks may not, or null. */
  refusals: { propose: Standing; publish: Standing; withdraw: Standing };
  /** What no worker could run, by its actions: told before somebody is refused for it. */
  notRunnable: { path: string; message: string }[];
};

export async function readDraft(id: string, asking: Asking): Promise<DraftView | null> {
  const found = await findDraft(id);
  if (found === null) return null;
  const { draft, pack } = found;
  const [inForce, registered, nameOf] = await Promise.all([
    currentPack(pack.id),
    listActionTakes(),
    namesOf([draft.ownerId]),
  ]);
  const { ownerId, version, hash, proposedAt, endedAs } = draft;
  const standing = { ownerId, version, hash, isProposed: proposedAt !== null, endedAs };
  const person = { id: asking.personId, isAdministrator: asking.isAdministrator, roles: asking.roles };
  return {
    draft,
    owner: nameOf(ownerId),
    pack,
    inForce,
    refusals: {
      propose: why(checkPropose(standing, person)),
      publish: why(checkPublish(standing, person, inForce?.pack ?? null)),
      withdraw: why(checkWithdraw(standing, person)),
    },
    notRunnable: actionProblems(pack, registered).map(({ path, message }) => ({ path, message })),
  };
}
