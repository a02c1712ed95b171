import { verifyChain } from "#lib/verify/chain.ts";
import type { Check } from "./finding.ts";

export const chains: Check = {
  id: "chains",
  guarantee: "every chain is whole and ends where its head says",
  look: ({ streams }) =>
    streams.flatMap(({ reference, head, raw }) => {
      const checked = verifyChain(raw, { stream: reference, head });
      return checked.ok ? [] : [`${reference} entry ${checked.seq}: ${checked.reason}`];
    }),
};
