import { noPartIn } from "#lib/domain/authority/who.ts";
import { mayHandIn } from "#lib/domain/incident/decide/evidence.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { circumstancesOf } from "../circumstances.ts";
import type { CommandContext } from "../context.ts";

type Asked = { reference: string; requirement: string };

/** Whether it would be taken from this person now: asked before a long file is read, and again by the command. */
export function mayHandInNow(
  { actor }: Pick<CommandContext, "actor">,
  { reference, requirement }: Asked,
): Promise<Outcome<null>> {
  return withTransaction(async (tx) => {
    const incident = await readIncident(reference, tx);
    if (incident === null) return refuse("unauthorised", null, noPartIn(reference));
    const { state } = incident;
    const pack = await packByHash(state.pack.hash, tx);
    const allowed = mayHandIn(state, pack, requirement, await circumstancesOf(tx, actor, state));
    return allowed.ok ? accept(null) : allowed;
  });
}
