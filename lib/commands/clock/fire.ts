import { z } from "zod";
import { asConsole } from "#lib/domain/authority/who.ts";
import { clockAt, fireClock as decideFiring } from "#lib/domain/clock/fire.ts";
import { nextFiring } from "#lib/domain/clock/firing.ts";
import type { HoldingDraft } from "#lib/domain/clock/holding.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { newId } from "#lib/platform/ids.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { incidentCommand } from "../incident-command.ts";
import { recipientsOf } from "../notice/recipients.ts";
import { wordsOf } from "../notice/words.ts";

export const FireClock = z.object({ clock: z.string(), occurrence: z.number().int().positive() });

/** The worker's: a due clock is looked at again under the lock; where it was met meanwhile, nothing happens. */
export const fireClock = incidentCommand({
  name: "fire-clock",
  input: FireClock,
  decide: async ({ tx, state, pack, input, circumstances }) => {
    const allowed = asConsole(circumstances.actor);
    if (!allowed.ok) return allowed;
    const draft = await holdingDraft(tx, state, pack, input);
    return decideFiring(state, pack, input, circumstances, draft);
  },
});

/** Whom the console's own word reaches, and the names that it quotes; asked only where one is due. */
async function holdingDraft(
  tx: Transaction,
  state: IncidentState,
  pack: ProtocolPack,
  address: z.output<typeof FireClock>,
): Promise<HoldingDraft | null> {
  const clock = clockAt(state, address);
  const template = pack.clocks[address.clock]?.holding?.notice;
  if (clock === undefined || template === undefined) return null;
  if (nextFiring(clock, pack, state.clockFactor)?.as !== "holding") return null;
  const { deliveries, quiet } = await recipientsOf(tx, state, pack, template);
  const words = await wordsOf(state, null, tx);
  return { notice: newId(), words, deliveries, quiet };
}
