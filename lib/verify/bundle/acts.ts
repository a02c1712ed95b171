import { z } from "zod";
import type { FactsOf } from "#lib/domain/incident/events/index.ts";
import { incidentEvents } from "#lib/domain/incident/events/index.ts";
import { Participant, Sha256 } from "#lib/domain/incident/events/shapes.ts";
import type { RawEntry } from "#lib/domain/record/entry.ts";
import type { Report } from "./findings.ts";
import { type Placed, readTyped } from "./typed-entries.ts";

/** The entries that a decision and its signatures stand on; a verifier needs to understand no other. */
const read = [
  "IncidentDeclared",
  "RoleAssigned",
  "RoleHandedOver",
  "SignerEnrolled",
  "DeputyNamed",
  "DeputyEnded",
  "DecisionProposed",
  "DecisionRevised",
  "VerdictSigned",
  "AttestationSigned",
  "DecisionSealed",
  "EvidenceHandedIn",
] as const;
type ReadType = (typeof read)[number];

/** An entry of those, with its place in the chain. */
export type Act = { [T in ReadType]: Placed & { type: T; facts: FactsOf<T> } }[ReadType];
export type ActOf<T extends ReadType> = Extract<Act, { type: T }>;

const isRead = (type: string): type is ReadType => (read as readonly string[]).includes(type);

/** Of a declaration a verifier asks two things, so it may say others in another version. */
const Declared = z.object({ packHash: Sha256, participants: z.array(Participant) });
/** The same of a hand-in: the digest and size of what was handed in, and whether that is a file. */
const HandedIn = z.object({
  sha256: Sha256,
  bytes: z.number().int().nonnegative(),
  media: z.string().optional(),
});
function shapeOf(type: string): z.ZodType | null {
  if (!isRead(type)) return null;
  if (type === "IncidentDeclared") return Declared;
  return type === "EvidenceHandedIn" ? HandedIn : incidentEvents[type].facts;
}

const incidentVocabulary = {
  has: (type: string) => Object.hasOwn(incidentEvents, type),
  shapeOf,
  first: "IncidentDeclared",
  again: "an incident is declared once, by its first entry",
};

/** What the entries of an incident's whole chain say, as far as signatures and decisions need it. */
export const readActs = (entries: readonly RawEntry[], report: Report): Act[] =>
  readTyped(entries, incidentVocabulary, report) as Act[];
