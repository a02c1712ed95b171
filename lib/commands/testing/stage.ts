import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { Outcome } from "#lib/domain/refusal.ts";
import type { RegisteredAction } from "#lib/domain/rollback/action.ts";
import { newId } from "#lib/platform/ids.ts";
import { readEntries, readIncident } from "#lib/store/incident-log.ts";
import { listCurrentPacks } from "#lib/store/packs.ts";
import { publishActions } from "#lib/store/registered-actions.ts";
import { createService } from "#lib/store/services.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";
import type { CommandContext } from "../context.ts";
import { publishBuiltInPacks } from "../protocols/publish-built-in.ts";
import { type Cast, gatherCast, type Name } from "./cast.ts";

export const baseline = {
  release: "1.4.2",
  policy: "v1.4.2",
  configuration: "v1.4.2",
  schema: "42",
  tag: "v1.4.2",
  sha: "0123456",
};

const parameter = { type: "text", pattern: ".+", maximumLength: 100, description: "A value" } as const;

type ActionSource = { id: string; with: Record<string, string> };

/** A command action for what a pack names, each parameter an argument after `argv`. */
export const actionFor = (source: ActionSource, argv: string[], change: object = {}): RegisteredAction =>
  ({
    id: source.id,
    title: source.id,
    service: "storefront",
    environment: "production",
    executor: "command",
    argv: [...argv, ...Object.keys(source.with).map((name) => `{{${name}}}`)],
    cwd: "/",
    environmentVariables: {},
    parameters: Object.fromEntries(Object.keys(source.with).map((name) => [name, parameter])),
    timeoutSeconds: 60,
    expectedSeconds: 1,
    idempotent: false,
    ...change,
  }) as RegisteredAction;

/** Every action that the packs' plans and evidence name, once. */
export function actionSources(packs: ProtocolPack[]): ActionSource[] {
  const steps = packs.flatMap((pack) => Object.values(pack.plans).flatMap((plan) => plan.steps));
  const proofs = packs.flatMap((pack) =>
    Object.values(pack.evidence).flatMap(({ action, with: values }) =>
      action === undefined ? [] : [{ action, with: values }],
    ),
  );
  const byId = new Map([...steps, ...proofs].map((one) => [one.action, one]));
  return [...byId.values()].map((one) => ({ id: one.action, with: one.with }));
}

/** One for each incident of a test file, because two rollbacks of one environment would wait for each other. */
const environmentNames = ["production", ...Array.from({ length: 40 }, (_, index) => `stage-${index + 1}`)];

/** The same actions, registered for every environment of the stage. */
export const everywhere = (actions: RegisteredAction[]): RegisteredAction[] =>
  environmentNames.flatMap((environment) => actions.map((action) => ({ ...action, environment })));

export type Stage = {
  cast: Cast;
  service: string;
  actions: RegisteredAction[];
  /** An environment that no incident of this file has been declared in. */
  freeEnvironment: () => string;
};

/** Packs published, people there, one service with its baseline, and its actions registered: they print what they are given. */
export async function setStage(passwordHash?: string): Promise<Stage> {
  await publishBuiltInPacks();
  const cast = await gatherCast(passwordHash);
  const packs = (await listCurrentPacks()).map(({ pack }) => pack);
  const actions = actionSources(packs).map((source) => actionFor(source, ["/bin/echo"]));
  const current = { ...baseline, release: "1.5.0" };
  const environments = environmentNames.map((name) => ({ name, baseline, current }));
  const free = [...environmentNames];
  const named = { key: "storefront", name: "Storefront", publicName: "Shop", ownerRole: "sre-lead" };
  const service = await withTransaction(async (tx) => {
    await publishActions(tx, everywhere(actions), await databaseNow(tx));
    return (await createService(tx, { ...named, environments })).id;
  });
  const freeEnvironment = () => {
    const name = free.shift();
    if (name === undefined) throw new Error("this file declares more incidents than there are environments");
    return name;
  };
  return { cast, service, actions, freeEnvironment };
}

/** How a person of the cast asks. */
export const asking =
  ({ cast }: Stage) =>
  (name: Name, idempotencyKey: string = newId()): CommandContext => ({
    actor: { kind: "person", id: cast[name] },
    idempotencyKey,
  });

export const asConsole = (idempotencyKey: string = newId()): CommandContext => ({
  actor: { kind: "console", id: "worker" },
  idempotencyKey,
});

/** What was accepted, or the refusal's words as an error. */
export function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.refusal));
}

export async function stateOf(reference: string) {
  const incident = await readIncident(reference);
  if (incident === null) throw new Error(`${reference} was declared`);
  return incident.state;
}

/** The types of the entries after a place, in their order. */
export const typesAfter = async (reference: string, seq: number): Promise<string[]> =>
  (await readEntries(reference, seq)).map(({ event }) => event.type);
