import { hashPassword } from "#lib/auth/password.ts";
import { closedDrift, declared, mvp4 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { createPerson } from "#lib/store/people.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import type { Addresses } from "#scripts/postgres/roles.ts";
import { password } from "../live/console.ts";

/** What both databases hold alike: all that one person takes part in, a long room among it. */
export type Furnished = { stage: Stage; room: string; closed: string; others: ReadonlyMap<string, string> };

const openOfTheReader = 10;
const roomEntries = 500;

/** Works on one of the databases: a process's store knows one at a time. */
export async function on<T>(address: string, work: () => Promise<T>): Promise<T> {
  connectStore(address);
  try {
    return await work();
  } finally {
    await disconnectStore();
  }
}

/** Somebody else for everybody of the cast: the people of the incidents that our reader has no part in. */
async function gatherOthers({ cast }: Stage): Promise<Map<string, string>> {
  const others = new Map<string, string>();
  for (const [name, id] of Object.entries(cast)) {
    const person = { name: `Other ${name}`, email: `other-${name}@example.com`, passwordHash: "none" };
    others.set(id, (await withTransaction((tx) => createPerson(tx, person))).id);
  }
  return others;
}

export const furnish = ({ app }: Addresses): Promise<Furnished> =>
  on(app, async () => {
    const passwordHash = await hashPassword(password);
    const stage = await setStage(passwordHash);
    const auditor = { name: "Otto", email: "otto@example.com", passwordHash, isAuditor: true };
    await withTransaction((tx) => createPerson(tx, auditor));
    const references: string[] = [];
    for (let number = 0; number < openOfTheReader; number += 1)
      references.push(await declared(stage, await mvp4(stage)));
    const [room = ""] = references;
    const body = "The error rate of the shop is at four percent and rises.";
    while ((await stateOf(room)).seq < roomEntries)
      accepted(await addNote(asking(stage)("maya"), { reference: room, body }));
    return { stage, room, closed: await closedDrift(stage), others: await gatherOthers(stage) };
  });
