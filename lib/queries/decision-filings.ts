import type { DecisionState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { readEntryText } from "#lib/store/entry-text.ts";

/** Where the decision log lies with a party that is to have it. */
export type FilingView = {
  party: string;
  title: string;
  /** Null where it is not there yet. */
  place: string | null;
  /** When it was brought there, or was first tried in vain. */
  at: string | null;
  /** Why that first try failed. */
  reason: string | null;
};

export const readFilings = (
  reference: string,
  { gates, parties }: ProtocolPack,
  { gate, filed }: DecisionState,
): Promise<FilingView[]> =>
  Promise.all(
    Object.keys(gates[gate]?.decisionLog ?? {}).map(async (party) => {
      const { place = null, at = null, seq } = filed[party] ?? {};
      const text =
        seq === undefined || place !== null ? null : await readEntryText(reference, seq, "DecisionFiled");
      return { party, title: parties[party]?.title ?? party, place, at, reason: text?.reason ?? null };
    }),
  );
