import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { settings } from "#lib/platform/env.ts";
import { listCurrentPacks } from "#lib/store/packs.ts";
import { listPeople } from "#lib/store/people.ts";
import { listServices } from "#lib/store/services.ts";
import { databaseNow } from "#lib/store/transaction.ts";

export type DeclarePerson = { name: string; roles: string[]; onCallRoles: string[] };
export type DeclareService = {
  id: string;
  key: string;
  name: string;
  environment: string;
  baseline: Record<string, string>;
  current: Record<string, string>;
};

/** All that declaring needs: the published protocols, what can break, and who would be asked to act. */
export type DeclareView = {
  packs: { hash: string; pack: ProtocolPack }[];
  services: DeclareService[];
  people: DeclarePerson[];
  allowsScaledClocks: boolean;
  serverNow: string;
};

/** The protocols in which this person has a part stand first, the one that they would lead before the others. */
const partIn = (pack: ProtocolPack, roles: string[]): number =>
  roles.includes(pack.commander)
    ? 2
    : roles.filter((role) => pack.roles[role] !== undefined).length > 0
      ? 1
      : 0;

export async function readDeclaration(viewer: { roles: string[] }): Promise<DeclareView> {
  const [packs, services, people, serverNow] = await Promise.all([
    listCurrentPacks(),
    listServices(),
    listPeople(),
    databaseNow(),
  ]);
  return {
    packs: packs
      .map(({ hash, pack }) => ({ hash, pack }))
      .sort((a, b) => partIn(b.pack, viewer.roles) - partIn(a.pack, viewer.roles)),
    services: services.flatMap(({ id, key, name, environments }) =>
      environments.map((one) => ({
        id,
        key,
        name,
        environment: one.name,
        baseline: one.baseline,
        current: one.current,
      })),
    ),
    people: people.map(({ name, roles, onCallRoles }) => ({ name, roles, onCallRoles })),
    allowsScaledClocks: settings().demo === true,
    serverNow,
  };
}
