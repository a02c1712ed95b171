import { isCritical } from "#lib/domain/gate/holds.ts";
import type { Circumstances } from "#lib/domain/incident/circumstances.ts";
import type { Actor } from "#lib/domain/incident/events/index.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { digestOf } from "#lib/platform/crypto.ts";
import { AppError } from "#lib/platform/errors.ts";
import { checkpointsAtGo } from "#lib/store/checkpoints.ts";
import { openIncidentsOn } from "#lib/store/open-incidents.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findPerson } from "#lib/store/people.ts";
import { databaseNow, type Transaction } from "#lib/store/transaction.ts";

type About = { reference: string; services: { id: string }[] };

/** What the rules may know beside the log, read inside the command's transaction. */
export async function circumstancesOf(tx: Transaction, actor: Actor, about: About): Promise<Circumstances> {
  return {
    now: await databaseNow(tx),
    actor: actor.kind === "person" ? await actingPerson(tx, actor.id) : { kind: "console", id: actor.id },
    digest: digestOf,
    canonical: canonicalJson,
    otherCriticalIncidents: await countOtherCritical(tx, about),
    checkpointsAtGo: await checkpointsAtGo(
      about.services.map((service) => service.id),
      tx,
    ),
  };
}

/** Roles are the roster's here; a room's own roles replace them where a rule asks for a part in the incident. */
async function actingPerson(tx: Transaction, id: string) {
  const person = await findPerson(id, tx);
  if (person === null) throw new AppError("unauthenticated", "Your account is gone. Sign in again.");
  return {
    kind: "person" as const,
    id,
    party: person.party,
    roles: person.roles,
    onCallRoles: person.onCallRoles,
  };
}

async function countOtherCritical(tx: Transaction, about: About): Promise<number> {
  const open = await openIncidentsOn(
    tx,
    about.services.map((service) => service.id),
    about.reference,
  );
  const packs = await Promise.all(open.map((one) => packByHash(one.packHash, tx)));
  return open.filter((one, index) => {
    const pack = packs[index];
    return pack !== undefined && isCritical(pack, one.severity);
  }).length;
}
