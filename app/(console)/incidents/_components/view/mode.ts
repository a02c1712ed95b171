import type { Criterion } from "#components/incident/criteria-list.tsx";
import { passing } from "#lib/domain/freeze/standing.ts";
import { criteriaAsked, holds } from "#lib/domain/gate/holds.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { Lexicon } from "../sentence/lexicon.ts";

const alone = { otherCriticalIncidents: 0 };

/** What the declaration of rollback mode freezes, and who passes it. */
export const freezesOfMode = (pack: ProtocolPack) =>
  Object.entries(pack.freezes)
    .filter(([, { startsAt }]) => startsAt === "RollbackModeDeclared")
    .map(([name, { title, rule, admits }]) => ({
      name,
      title,
      rule,
      passes: passing(
        admits.roles.map((role) => pack.roles[role]?.title ?? role),
        admits.work,
      ),
    }));

/** The lanes that a level reaches, by their titles. */
export const lanesReached = (pack: ProtocolPack, level: string): string[] =>
  Object.values(pack.lanes)
    .filter(({ scopes }) => scopes.length === 0 || scopes.includes(level))
    .map(({ title }) => title);

/** Every condition of the unfreeze with how it stands. */
export const unfreezeCriteria = (state: IncidentState, { pack }: Lexicon): Criterion[] =>
  criteriaAsked(pack.unfreeze?.criteria ?? [], state, pack, alone).map(({ id, title, condition, rule }) => ({
    id,
    title,
    state: holds(condition, state, pack, alone) ? "holds" : "waiting",
    ...(rule === undefined ? {} : { rule: { id: rule } }),
  }));
