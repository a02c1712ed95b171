import { FrozenAction } from "#lib/domain/freeze/question.ts";
import type { StandingFreeze } from "#lib/domain/freeze/standing.ts";
import { untilWords } from "#lib/domain/freeze/until.ts";
import { type ActiveFreeze, readActiveFreezes } from "#lib/store/freezes.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findPersons, type Person } from "#lib/store/people.ts";
import type { Service } from "#lib/store/services.ts";
import type { Transaction } from "#lib/store/transaction.ts";

/** The freezes in force on a service, with all that an answer needs to say of them. */
export async function standingFreezes(
  service: Pick<Service, "id" | "key">,
  tx?: Transaction,
): Promise<StandingFreeze[]> {
  const concerned = (await readActiveFreezes(tx)).filter(({ places }) =>
    places.some((place) => place.service === service.id),
  );
  if (concerned.length === 0) return [];
  const ids = concerned.flatMap(({ participants }) => participants.map(({ person }) => person));
  const people = await findPersons([...new Set(ids)], tx);
  const standing: StandingFreeze[] = [];
  for (const freeze of concerned) standing.push(await standingOf(freeze, service, people, tx));
  return standing;
}

async function standingOf(
  freeze: ActiveFreeze,
  service: Pick<Service, "id" | "key">,
  people: Person[],
  tx?: Transaction,
): Promise<StandingFreeze> {
  const pack = await packByHash(freeze.pack.hash, tx);
  const rule = pack.freezes[freeze.freeze];
  const holdersOf = (role: string) =>
    freeze.participants
      .filter(({ roles }) => roles.includes(role))
      .flatMap(({ person }) => people.find(({ id }) => id === person)?.email ?? []);
  return {
    incident: freeze.reference,
    title: rule?.title ?? freeze.freeze,
    rule: freeze.rule,
    since: freeze.setAt,
    until: rule === undefined ? "the incident is closed" : untilWords(pack, rule),
    actions: freeze.actions.filter((action) => FrozenAction.safeParse(action).success) as FrozenAction[],
    places: freeze.places
      .filter((place) => place.service === service.id)
      .map(({ environment }) => ({ service: service.key, environment })),
    admits: {
      roles: (rule?.admits.roles ?? []).map((role) => ({
        title: pack.roles[role]?.title ?? role,
        holders: holdersOf(role),
      })),
      work: rule?.admits.work ?? [],
    },
  };
}
