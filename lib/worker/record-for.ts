import { repositoryRecord } from "#lib/domain/rollback/repository-record.ts";
import { AppError } from "#lib/platform/errors.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findPersons } from "#lib/store/people.ts";

/** The incident's record as it is when a step asks for it, so that it holds what the steps before it found. */
export const recordFor =
  (reference: string) =>
  async (kind: "verification-results" | "decision-log"): Promise<{ name: string; text: string }> => {
    const incident = await readIncident(reference);
    if (incident === null) throw new AppError("not-found", `There is no incident ${reference}.`);
    const { state } = incident;
    const pack = await packByHash(state.pack.hash);
    const ids = new Set([
      ...state.decisions.flatMap((one) => [
        one.proposedBy,
        ...Object.values(one.verdicts).map(({ person }) => person),
      ]),
      ...Object.values(state.checks).map(({ by }) => by),
    ]);
    const names = new Map((await findPersons([...ids])).map(({ id, name }) => [id, name]));
    return repositoryRecord(kind, state, pack, { nameOf: (person) => names.get(person) ?? person });
  };
