import { z } from "zod";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { DraftStanding, Publisher } from "#lib/domain/protocol/publishing.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { type Outcome, refuse } from "#lib/domain/refusal.ts";
import { findPerson } from "#lib/store/people.ts";
import { findDraft, lockProtocol, type ProtocolDraft } from "#lib/store/protocol-drafts.ts";
import { databaseNow, type Transaction } from "#lib/store/transaction.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";

export const DraftGiven = z.object({
  id: z.uuid("expected a draft's id"),
  /** What the person saw: an act is on this content and no other. */
  hash: z.string().regex(/^[0-9a-f]{64}$/, "expected the draft's hash"),
});

export type OnDraft = {
  tx: Transaction;
  draft: ProtocolDraft;
  pack: ProtocolPack;
  standing: DraftStanding;
  person: Publisher;
  now: string;
};

const gone = () => refuse("stale", null, "There is no such draft.");

/** What every act on a draft begins with: the person, the protocol's lock, and the draft that the person saw. */
export function draftCommand<T>(name: string, act: (on: OnDraft) => Promise<Outcome<T>>) {
  return async (context: CommandContext, raw: z.input<typeof DraftGiven>): CommandResult<T> => {
    const parsed = readInput(DraftGiven, raw);
    if (!parsed.success) return invalid(parsed.error);
    return once(context, name, async (tx) => {
      const person = await findPerson(context.actor.id, tx);
      if (context.actor.kind !== "person" || person === null)
        return refuse("unauthorised", null, "Only a person acts on a draft.");
      const seen = await findDraft(parsed.data.id, tx);
      if (seen === null) return gone();
      await lockProtocol(tx, seen.draft.packId);
      const found = await findDraft(parsed.data.id, tx);
      if (found === null) return gone();
      const { draft, pack } = found;
      if (draft.hash !== parsed.data.hash)
        return refuse("stale", null, "This is not the draft that you saw. Open it again.");
      const { ownerId, version, hash, proposedAt, endedAs } = draft;
      const standing = { ownerId, version, hash, isProposed: proposedAt !== null, endedAs };
      return act({ tx, draft, pack, standing, person, now: await databaseNow(tx) });
    });
  };
}
