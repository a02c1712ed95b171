import { noPartIn } from "#lib/domain/authority/who.ts";
import type { Anchor } from "#lib/domain/decision/statement.ts";
import type { Circumstances } from "#lib/domain/incident/circumstances.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { type Outcome, refuse } from "#lib/domain/refusal.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { circumstancesOf } from "../circumstances.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { enrolSigner } from "../decision/enrol-signer.ts";
import { withNames } from "../names.ts";
import { type OpenedSigning, openForSigning, type ToSign } from "./open.ts";

type Asking = { state: IncidentState; pack: ProtocolPack; circumstances: Circumstances };
type OnIncident = Omit<ToSign, "enrol" | "statementOf"> & {
  statementOf: (asking: Asking, anchor: Anchor) => Outcome<object>;
};

/** Opens a signature over a statement of an incident's state. */
export const openOnIncident = (
  context: CommandContext,
  { statementOf, ...asked }: OnIncident,
): CommandResult<OpenedSigning> =>
  openForSigning(context, {
    ...asked,
    enrol: enrolSigner,
    statementOf: async (tx, nonce) => {
      const asking = await askingOf(tx, context, asked.reference);
      if (asking === null) return refuse("unauthorised", null, noPartIn(asked.reference));
      const { head, ...loaded } = asking;
      const made = statementOf(loaded, { logHead: head, nonce });
      return made.ok ? made : withNames(tx, made);
    },
  });

async function askingOf(tx: Transaction, { actor }: CommandContext, reference: string) {
  const incident = await readIncident(reference, tx);
  if (incident === null) return null;
  const { state, head } = incident;
  const pack = await packByHash(state.pack.hash, tx);
  const circumstances = await circumstancesOf(tx, actor, { reference, services: state.services });
  return { state, head, pack, circumstances };
}
