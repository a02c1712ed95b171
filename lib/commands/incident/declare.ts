import { z } from "zod";
import { withConsequences } from "#lib/domain/incident/consequences.ts";
import { decideDeclaration } from "#lib/domain/incident/decide/declare.ts";
import { FactValue, Id, Instant, Words } from "#lib/domain/incident/events/shapes.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { seatedRoles } from "#lib/domain/protocol/seated-roles.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { appendEvents, createIncident } from "#lib/store/incident-log.ts";
import { currentPack } from "#lib/store/packs.ts";
import { listPeople } from "#lib/store/people.ts";
import { findServices } from "#lib/store/services.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { enqueueCalls } from "../calling/enqueue-call.ts";
import { circumstancesOf } from "../circumstances.ts";
import type { CommandContext, CommandResult, Recorded } from "../context.ts";
import { enqueueConsequences } from "../enqueue.ts";
import { tellInbox } from "../inbox/tell-inbox.ts";
import { invalid } from "../incident-command.ts";
import { withNames } from "../names.ts";
import { once } from "../once.ts";

const OneLine = z
  .string()
  .trim()
  .min(3, "Say in a few words what is wrong.")
  .max(200, "Say it in at most 200 characters.")
  .regex(/^\P{Cc}*$/u, "Say it in one line.");

const isEachOnce = (services: { id: string; environment: string }[]) =>
  new Set(services.map(({ id, environment }) => `${id} ${environment}`)).size === services.length;

export const DeclareIncident = z.object({
  packId: z.string().min(1),
  trigger: z.string().min(1),
  severity: z.string().min(1),
  identifiedAt: Instant,
  title: OneLine,
  seen: Words.default(""),
  answers: z.record(z.string(), FactValue).default({}),
  services: z
    .array(z.object({ id: Id, environment: z.string().min(1) }))
    .min(1, "Name at least one service.")
    .refine(isEachOnce, "Name each service and environment once."),
  clockFactor: z.number().min(1).max(10_000).default(1),
});
type Input = z.output<typeof DeclareIncident>;

/** Whether clocks may run faster than time: in a demonstration only. */
export type DeclarationSettings = { allowsScaledClocks: boolean };

/** Opens an incident's log. Participants are named from the roster: whoever holds a role of the pack, and the declarer. */
export async function declareIncident(
  context: CommandContext,
  raw: z.input<typeof DeclareIncident>,
  settings: DeclarationSettings,
): CommandResult {
  const parsed = readInput(DeclareIncident, raw);
  if (!parsed.success) return invalid(parsed.error);
  if (parsed.data.clockFactor !== 1 && !settings.allowsScaledClocks) {
    return refuse("invalid", null, "Scaled clocks need HOLDPOINT_DEMO=1.");
  }
  return once(context, "declare-incident", (tx) => declare(tx, context, parsed.data));
}

async function declare(tx: Transaction, context: CommandContext, input: Input): Promise<Outcome<Recorded>> {
  const pinned = await currentPack(input.packId, tx);
  if (pinned === null) return refuse("invalid", null, `There is no published protocol "${input.packId}".`);
  const { pack, hash } = pinned;
  const services = await findServices(
    input.services.map((service) => service.id),
    tx,
  );
  const unknown = input.services.find(
    (asked) =>
      !services.some(
        (one) =>
          one.id === asked.id &&
          one.environments.some((environment) => environment.name === asked.environment),
      ),
  );
  if (unknown !== undefined)
    return refuse("invalid", null, `There is no environment "${unknown.environment}" of that service.`);
  const circumstances = await circumstancesOf(tx, context.actor, { reference: "", services: input.services });
  const participants = await participantsOf(tx, pack, context.actor.id);
  const first = services
    .find((service) => service.id === input.services[0]?.id)
    ?.environments.find((one) => one.name === input.services[0]?.environment);
  const draft = { ...input, packHash: hash, participants, baseline: first?.baseline ?? {} };
  const tried = decideDeclaration(pack, { ...draft, reference: "" }, circumstances);
  if (!tried.ok) return withNames(tx, tried);
  const { reference, incidentId } = await createIncident(tx, {
    prefix: pack.referencePrefix,
    now: circumstances.now,
  });
  const decided = decideDeclaration(pack, { ...draft, reference }, circumstances);
  if (!decided.ok) return withNames(tx, decided);
  const events = withConsequences(null, decided.value, pack, circumstances);
  const appended = await appendEvents(tx, {
    reference,
    incidentId,
    before: null,
    events,
    actor: context.actor,
    now: circumstances.now,
    pack,
  });
  await enqueueConsequences(tx, reference, appended.events);
  await enqueueCalls(tx, appended.state, appended.events, pack);
  await tellInbox(tx, reference, appended.events, pack);
  return accept({ reference, seq: appended.state.seq });
}

async function participantsOf(tx: Transaction, pack: ProtocolPack, declarer: string) {
  const seated = seatedRoles(pack);
  const people = await listPeople(tx);
  return people
    .map((person) => ({
      person: person.id,
      roles: person.roles.filter((role) => seated.includes(role)),
      party: partyIn(pack, person.party),
    }))
    .filter((one) => one.roles.length > 0 || one.person === declarer);
}

const partyIn = (pack: ProtocolPack, party: string | null) =>
  party !== null && pack.parties[party] !== undefined ? party : null;
