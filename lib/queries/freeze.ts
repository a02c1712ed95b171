import { answerFreeze, type FreezeAnswer } from "#lib/domain/freeze/answer.ts";
import { type FreezeQuestion, FrozenAction } from "#lib/domain/freeze/question.ts";
import type { StandingFreeze } from "#lib/domain/freeze/standing.ts";
import { untilWords } from "#lib/domain/freeze/until.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { type ActiveFreeze, readActiveFreezes } from "#lib/store/freezes.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findPersons, type Person } from "#lib/store/people.ts";
import { findServiceByKey, listServices, type Service } from "#lib/store/services.ts";

/** Whether something may move now, or a refusal that names the places there are. */
export async function readFreeze(question: FreezeQuestion): Promise<Outcome<FreezeAnswer>> {
  const service = await findServiceByKey(question.service);
  if (service === null) {
    const known = listedKeys((await listServices()).map(({ key }) => key));
    return refuse("invalid", null, `There is no service "${question.service}". There is: ${known}.`);
  }
  const environments = service.environments.map(({ name }) => name);
  if (!environments.includes(question.environment)) {
    const known = listedKeys(environments);
    return refuse(
      "invalid",
      null,
      `${service.name} has no environment "${question.environment}". There is: ${known}.`,
    );
  }
  const concerned = (await readActiveFreezes()).filter(({ places }) =>
    places.some((place) => place.service === service.id),
  );
  const ids = concerned.flatMap(({ participants }) => participants.map(({ person }) => person));
  const people = await findPersons([...new Set(ids)]);
  const standing = await Promise.all(concerned.map((freeze) => standingOf(freeze, service, people)));
  return accept(answerFreeze(question, standing));
}

const listedKeys = (keys: string[]) => (keys.length === 0 ? "none" : keys.join(", "));

async function standingOf(freeze: ActiveFreeze, service: Service, people: Person[]): Promise<StandingFreeze> {
  const pack = await packByHash(freeze.pack.hash);
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
