import { asConsole, asOpenParticipant, isOwner } from "../../authority/who.ts";
import type { PipelineRun } from "../../evidence/shapes.ts";
import { evidenceOwner } from "../../gate/evidence-owner.ts";
import { evidenceAsked, latestEvidence, provesSuccess } from "../../gate/holds.ts";
import { own } from "../../protocol/own.ts";
import { ownerTitle } from "../../protocol/owner-title.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { EvidenceRequirement } from "../../protocol/parts/gate.ts";
import { accept, type Outcome, refuse } from "../../refusal.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { FactsOf } from "../events/index.ts";
import type { IncidentState } from "../state.ts";

export type HandIn = {
  evidence: string;
  source: FactsOf<"EvidenceHandedIn">["source"];
  requirement: string;
  kind: FactsOf<"EvidenceHandedIn">["kind"];
  sha256: string;
  bytes: number;
  exitCode: number | null;
  summary: string;
  body: string;
  /** Of a stored file: its type, and its name as whoever hands it in calls it. */
  media?: string;
  name?: string;
  run?: PipelineRun;
  /** For the owing party alone: its words, its name and its bytes. */
  isForPartyAlone?: boolean;
};

/** Who hands evidence in: a member of the party that owes it, or a holder of the role (MKC-5, PT-7). */
export function mayHandIn(
  state: IncidentState,
  pack: ProtocolPack,
  name: string,
  circumstances: Circumstances,
): Outcome<EvidenceRequirement> {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const requirement = evidenceAsked(state, pack, circumstances).find(([asked]) => asked === name)?.[1];
  if (requirement === undefined)
    return refuse("invalid", null, `${state.reference} asks for no evidence "${name}".`);
  const owner = evidenceOwner(requirement);
  if (!isOwner(person.value, owner)) {
    return refuse(
      "unauthorised",
      requirement.rule ?? null,
      `"${requirement.title}" is handed in by ${ownerTitle(pack, owner)}.`,
    );
  }
  return accept(requirement);
}

/**
 * A newer item supersedes, nothing is replaced. Output of a command that failed proves nothing (MKC-5.1): from a person it
 * is refused; a pipeline's failure is recorded, and what it ran proves nothing until it succeeds.
 */
export function decideEvidence(
  state: IncidentState,
  pack: ProtocolPack,
  input: HandIn,
  circumstances: Circumstances,
): Decided {
  const allowed = mayHandIn(state, pack, input.requirement, circumstances);
  if (!allowed.ok) return allowed;
  const requirement = allowed.value;
  if (requirement.action !== undefined && input.kind === "text") {
    const wanted = `"${requirement.title}" is proved by the output of a command, or a link to it`;
    return refuse("rule", requirement.rule ?? null, `${wanted}; words alone prove nothing.`);
  }
  if (!provesSuccess(input) && input.run === undefined) {
    return refuse(
      "rule",
      requirement.rule ?? null,
      `"${requirement.title}" must prove success; its command ended with exit ${input.exitCode}.`,
    );
  }
  const party = requirement.party ?? null;
  if (input.isForPartyAlone === true && party === null)
    return refuse(
      "invalid",
      null,
      `"${requirement.title}" is owed by a role, so it has no party of its own.`,
    );
  const { summary, body, name, isForPartyAlone, ...facts } = input;
  const supersedes = latestEvidence(state, input.requirement)?.evidence ?? null;
  return accept([
    {
      type: "EvidenceHandedIn",
      facts: { ...facts, party, supersedes },
      text: { summary, body, ...(name === undefined ? {} : { name }) },
      audience: isForPartyAlone === true ? `party:${party}` : "room",
    },
  ]);
}

/** What the worker's own run printed, for the member of the party who asked for it: the console's to record. */
export function decideCollected(
  state: IncidentState,
  pack: ProtocolPack,
  { askedBy, ...input }: HandIn & { askedBy: string },
  circumstances: Circumstances,
): Decided {
  const worker = asConsole(circumstances.actor);
  if (!worker.ok) return worker;
  const person = { kind: "person" as const, id: askedBy, party: null, roles: [], onCallRoles: [] };
  const decided = decideEvidence(state, pack, input, { ...circumstances, actor: person });
  if (!decided.ok) return decided;
  return accept(
    decided.value.map((event) => ({ ...event, actor: { kind: "person" as const, id: askedBy } })),
  );
}

/** A document that the protocol asks for, by one of its owners. */
export function decideDeliverable(
  state: IncidentState,
  pack: ProtocolPack,
  input: { deliverable: string; body: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const deliverable = own(pack.deliverables, input.deliverable);
  if (deliverable === undefined)
    return refuse("invalid", null, `${pack.title} asks for no "${input.deliverable}".`);
  if (!isOwner(person.value, deliverable.owner) && state.commander !== person.value.id)
    return refuse(
      "unauthorised",
      deliverable.rule ?? null,
      `"${deliverable.title}" is handed in by its owners.`,
    );
  return accept([
    { type: "DeliverableHandedIn", facts: { deliverable: input.deliverable }, text: { body: input.body } },
  ]);
}
