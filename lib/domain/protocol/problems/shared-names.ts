import { own } from "../own.ts";
import type { ProtocolPack } from "../pack.ts";
import type { PackProblem } from "../pack-problem.ts";

/**
 * A role is held once for all protocols, so it cannot belong to one party here and to another there: whoever holds it
 * would sign for both sides.
 */
export const sharedNameProblems = (pack: ProtocolPack, others: readonly ProtocolPack[]): PackProblem[] =>
  Object.entries(pack.roles).flatMap(([name, { party }]) =>
    others.flatMap((other) => {
      const role = own(other.roles, name);
      if (role === undefined || role.party === party) return [];
      const here = party === undefined ? "no party" : `"${party}"`;
      const there = role.party === undefined ? "no party" : `"${role.party}"`;
      const message = `found ${here}, and in "${other.title}" it is of ${there}; take that, or another name for the role`;
      return [{ path: `roles.${name}.party`, message }];
    }),
  );
