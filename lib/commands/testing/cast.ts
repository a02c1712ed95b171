import { createPerson } from "#lib/store/people.ts";
import { withTransaction } from "#lib/store/transaction.ts";

type Part = { party?: string; roles?: string[]; onCallRoles?: string[] };

const parts = {
  maya: { roles: ["commander", "release-captain"] },
  milo: { roles: ["commander"] },
  priya: { party: "producer", roles: ["producer-lead"] },
  paul: { party: "producer", roles: ["producer-lead"] },
  carl: { party: "consumer", roles: ["consumer-lead"] },
  cora: { party: "consumer", roles: ["consumer-lead"] },
  nora: { roles: ["communications"] },
  sam: { roles: ["on-call-sre"], onCallRoles: ["on-call-sre"] },
  sue: { roles: ["on-call-sre"] },
  lee: { roles: ["sre-lead"] },
  vera: { roles: ["engineering-leadership", "vp-engineering"] },
  sigrid: { roles: ["security-lead"] },
  ava: { roles: ["api-lead"] },
  ivo: { roles: ["infrastructure-lead"] },
  dan: { roles: ["data-lead"] },
  stan: { roles: ["stakeholder"] },
  pia: { roles: ["product-owner"] },
  olga: {},
} satisfies Record<string, Part>;

export type Name = keyof typeof parts;
export type Cast = Record<Name, string>;

/** The people of both packs, by first name. Olga has an account and no part in anything. */
export async function gatherCast(passwordHash = "none"): Promise<Cast> {
  const cast: Partial<Cast> = {};
  for (const [name, part] of Object.entries(parts) as [Name, Part][]) {
    const person = { name, email: `${name}@example.com`, passwordHash, ...part };
    cast[name] = (await withTransaction((tx) => createPerson(tx, person))).id;
  }
  return cast as Cast;
}
