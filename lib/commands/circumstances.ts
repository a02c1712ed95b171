import { isCritical } from "#lib/domain/gate/holds.ts";
import type { Circumstances } from "#lib/domain/incident/circumstances.ts";
import type { Actor } from "#lib/domain/incident/events/index.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { digestOf } from "#lib/platform/digest.ts";
import { AppError } from "#lib/platform/errors.ts";
import { checkpointsAtGo } from "#lib/store/checkpoints.ts";
import { packByHash } from "#lib/store/packs.ts";
import { readSurroundings, type Surroundings } from "#lib/store/surroundings.ts";
import type { Transaction } from "#lib/store/transaction.ts";

type Services = readonly { id: string; environment: string }[];
type About = { reference: string; services: Services };

/** What the rules may know beside the log, read inside the command's transaction. */
export async function circumstancesOf(tx: Transaction, actor: Actor, about: About): Promise<Circumstances> {
  const serviceIds = about.services.map((service) => service.id);
  const person = actor.kind === "person" ? actor.id : null;
  const around = await readSurroundings(tx, { person, reference: about.reference, serviceIds });
  return circumstancesIn(tx, actor, around, about.services);
}

/** The same of surroundings that were read already. */
export async function circumstancesIn(
  tx: Transaction,
  actor: Actor,
  around: Surroundings,
  services: Services,
): Promise<Circumstances> {
  return {
    now: around.now,
    actor: actor.kind === "person" ? actingPerson(actor.id, around) : { kind: "console", id: actor.id },
    digest: digestOf,
    canonical: canonicalJson,
    otherCriticalIncidents: await countCritical(tx, around),
    checkpointsAtGo: around.hasOpenCheckpoints ? await checkpointsAtGo(services, tx) : [],
  };
}

/** Roles are the roster's here; a room's own roles replace them where a rule asks for a part in the incident. */
function actingPerson(id: string, { person }: Surroundings) {
  if (person === null) throw new AppError("unauthenticated", "Your account is gone. Sign in again.");
  return { kind: "person" as const, id, ...person };
}

async function countCritical(tx: Transaction, { openIncidents }: Surroundings): Promise<number> {
  let critical = 0;
  for (const { packHash, severity } of openIncidents)
    if (isCritical(await packByHash(packHash, tx), severity)) critical += 1;
  return critical;
}
