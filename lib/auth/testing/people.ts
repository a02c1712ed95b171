import { createPerson } from "#lib/store/people.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { hashPassword } from "../password.ts";

export const password = "correct horse battery";

let added = 0;

/** A person of a test's own, who can sign in with `password`. */
export async function newSigner(): Promise<{ personId: string; name: string; email: string }> {
  added += 1;
  const email = `person-${added}@example.com`;
  const passwordHash = await hashPassword(password);
  const person = await withTransaction((tx) =>
    createPerson(tx, { email, name: `Person ${added}`, passwordHash, party: "producer", roles: ["captain"] }),
  );
  return { personId: person.id, name: person.name, email };
}
