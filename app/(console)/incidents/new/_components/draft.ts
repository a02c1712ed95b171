import { startClocks } from "#lib/domain/clock/start.ts";
import type { Decided } from "#lib/domain/incident/circumstances.ts";
import { type Declaration, decideDeclaration } from "#lib/domain/incident/decide/declare.ts";
import type { FactsOf, LoggedEvent } from "#lib/domain/incident/events/index.ts";
import type { FactValue } from "#lib/domain/incident/events/shapes.ts";
import { initialState } from "#lib/domain/incident/initial-state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { type Refusal, refuse } from "#lib/domain/refusal.ts";
import type { DeclareService, DeclareView } from "#lib/queries/declare.ts";

/** What the person has chosen so far. `null` means that the derived value stands. */
export type Draft = {
  packId: string;
  trigger: string | null;
  severity: string | null;
  /** Empty until the person has chosen among several. */
  service: string;
  title: string | null;
  seen: string;
  identifiedMinutesAgo: number;
  /** A minute in UTC, `2026-11-21T02:41`, where the person named one; it wins over the minutes ago. */
  identifiedMinute: string | null;
  answers: Record<string, FactValue>;
  clockFactor: number;
};

export const serviceKey = ({ id, environment }: DeclareService): string => `${id} ${environment}`;

export const packOf = (view: DeclareView, packId: string): ProtocolPack | undefined =>
  view.packs.find(({ pack }) => pack.id === packId)?.pack;

export const serviceOf = (view: DeclareView, draft: Draft): DeclareService | undefined =>
  view.services.find((service) => serviceKey(service) === draft.service);

/** The one that stands in the field at first: the only one there is, or the one that the link names; never a guess. */
export function firstService(view: DeclareView, asked: string | undefined): string {
  const fitting = view.services.filter(({ key }) => asked === undefined || key === asked);
  const [only] = fitting.length > 0 ? fitting : view.services;
  return only === undefined || (fitting.length || view.services.length) > 1 ? "" : serviceKey(only);
}

/** What the protocol asks before the incident is declared; the rest is found out in the triage. */
export const askedNow = (pack: ProtocolPack) =>
  Object.entries(pack.facts).filter(([, fact]) => fact.asked === "declaration");

const notKnown = "Not known yet";

/** What stands in a field before anybody writes: what the trigger and the service say already, never a guess. */
export function suggestedAnswer(
  pack: ProtocolPack,
  name: string,
  trigger: string,
  service: DeclareService | undefined,
): FactValue {
  const fact = pack.facts[name];
  const seen = pack.triggers[trigger];
  switch (fact?.kind) {
    case "pin": {
      const values = fact.from === undefined ? service?.current : service?.baseline;
      return { tag: values?.[fact.from ?? "tag"] ?? "", sha: values?.sha ?? "" };
    }
    case "choice":
      return fact.options?.length === 1 ? (fact.options[0] ?? "") : "";
    case "text": {
      const firstText = Object.keys(pack.facts).find((one) => pack.facts[one]?.kind === "text");
      if (name === firstText) return seen?.detection ?? seen?.title ?? notKnown;
      return /action/i.test(fact.title) ? (seen?.requires.summary ?? notKnown) : notKnown;
    }
    case "instant":
    case "number":
    case "yes-no":
    case "list":
    case undefined:
      return "";
  }
}

export const answerOf = (
  draft: Draft,
  pack: ProtocolPack,
  name: string,
  service: DeclareService | undefined,
): FactValue => draft.answers[name] ?? suggestedAnswer(pack, name, draft.trigger ?? "", service);

function identifiedAt({ identifiedMinute, identifiedMinutesAgo }: Draft, now: number): string {
  const named = identifiedMinute === null ? Number.NaN : Date.parse(`${identifiedMinute}:00.000Z`);
  return new Date(Number.isNaN(named) ? now - identifiedMinutesAgo * 60_000 : named).toISOString();
}

/** The declaration as it would be sent now; null until something was seen. */
export function declarationOf(
  view: DeclareView,
  draft: Draft,
  now: number,
): (Omit<Declaration, "reference" | "packHash" | "participants" | "baseline"> & { packId: string }) | null {
  const pack = packOf(view, draft.packId);
  const service = serviceOf(view, draft);
  const trigger = pack?.triggers[draft.trigger ?? ""];
  if (pack === undefined || trigger === undefined || draft.trigger === null) return null;
  const names = askedNow(pack).map(([name]) => name);
  return {
    packId: pack.id,
    trigger: draft.trigger,
    severity: draft.severity ?? trigger.minimumSeverity,
    identifiedAt: identifiedAt(draft, now),
    title: draft.title ?? trigger.title,
    seen: draft.seen,
    answers: Object.fromEntries(names.map((name) => [name, answerOf(draft, pack, name, service)])),
    services: service === undefined ? [] : [{ id: service.id, environment: service.environment }],
    clockFactor: draft.clockFactor,
  };
}

export type Foreseen = {
  refusal: Refusal | null;
  clocks: { facts: FactsOf<"ClockStarted">; isBreached: boolean }[];
};

const nobody = "00000000-0000-4000-8000-000000000000";
const unknownDigest = "0".repeat(64);

/** What the server would say and which clocks it would start: its own rules, asked here before anything is recorded. */
export function foresee(
  pack: ProtocolPack,
  declaration: NonNullable<ReturnType<typeof declarationOf>>,
  nowIso: string,
): Foreseen {
  const { packId: _, ...rest } = declaration;
  const input: Declaration = {
    ...rest,
    reference: `${pack.referencePrefix}-0000-0000`,
    packHash: unknownDigest,
    participants: [],
    baseline: {},
  };
  const around = {
    now: nowIso,
    actor: { kind: "person" as const, id: nobody, party: null, roles: [], onCallRoles: [] },
    digest: () => unknownDigest,
    canonical: () => "",
    otherCriticalIncidents: 0,
  };
  const decided = withService(declaration.services.length > 0, decideDeclaration(pack, input, around));
  const declared = decided.ok ? decided.value[0] : asIfComplete(pack, input, around);
  if (declared?.type !== "IncidentDeclared")
    return { refusal: decided.ok ? null : decided.refusal, clocks: [] };
  const event = {
    seq: 1,
    hash: "",
    type: "IncidentDeclared",
    facts: declared.facts,
    actor: { kind: "person", id: nobody },
    occurredAt: nowIso,
    recordedAt: nowIso,
  } satisfies LoggedEvent<"IncidentDeclared">;
  const events = startClocks(event, initialState(event), pack, nowIso, around);
  return {
    refusal: decided.ok ? null : decided.refusal,
    clocks: events.flatMap((one) =>
      one.type === "ClockStarted" ? [{ facts: one.facts, isBreached: one.facts.dueAt <= nowIso }] : [],
    ),
  };
}

/** What the server's schema asks of every declaration, said beside what the protocol asks. */
function withService(isNamed: boolean, decided: Decided): Decided {
  if (isNamed) return decided;
  const unnamed = { rule: null, message: "Service is missing." };
  if (decided.ok) return refuse("invalid", null, "The declaration is not complete.", [unnamed]);
  const { code, rule, message, blockers } = decided.refusal;
  return refuse(code, rule, message, [unnamed, ...(blockers.length > 0 ? blockers : [{ rule, message }])]);
}

/** The clocks do not depend on the answers, so they can be shown while some are missing. */
function asIfComplete(
  pack: ProtocolPack,
  input: Declaration,
  around: Parameters<typeof decideDeclaration>[2],
) {
  const answers = Object.fromEntries(Object.keys(pack.facts).map((name) => [name, "?"]));
  const decided = decideDeclaration(pack, { ...input, answers }, around);
  return decided.ok ? decided.value[0] : undefined;
}
