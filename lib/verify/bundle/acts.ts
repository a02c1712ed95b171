import { z } from "zod";
import type { FactsOf } from "#lib/domain/incident/events/index.ts";
import { incidentEvents } from "#lib/domain/incident/events/index.ts";
import { Participant, Sha256 } from "#lib/domain/incident/events/shapes.ts";
import type { RawEntry } from "#lib/domain/record/entry.ts";
import { readHeader } from "../header.ts";
import type { Report } from "./findings.ts";
import { readJson } from "./json.ts";

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

/**
 * An entry of those, with its place in the chain. `words` are the stored characters of its text: null where it was
 * redacted, empty where there never was one.
 */
export type Act = {
  [T in ReadType]: {
    type: T;
    facts: FactsOf<T>;
    seq: number;
    hash: string;
    actor: { kind: "person" | "console"; id: string };
    occurredAt: string;
    words: string | null;
  };
}[ReadType];
export type ActOf<T extends ReadType> = Extract<Act, { type: T }>;

const isRead = (type: string): type is ReadType => (read as readonly string[]).includes(type);
const knownVersion = 1;

/** Of a declaration a verifier asks two things, so it may say others in another version. */
const Declared = z.object({ packHash: Sha256, participants: z.array(Participant) });
/** The same of a hand-in: the digest and size of what was handed in, and whether that is a file. */
const HandedIn = z.object({
  sha256: Sha256,
  bytes: z.number().int().nonnegative(),
  media: z.string().optional(),
});
function shapeOf(type: ReadType): z.ZodType {
  if (type === "IncidentDeclared") return Declared;
  return type === "EvidenceHandedIn" ? HandedIn : incidentEvents[type].facts;
}

export const placeOf = (seq: number): string => `entry ${seq}`;

/** What the entries of a whole chain say, as far as signatures and decisions need it. */
export function readActs(entries: readonly RawEntry[], report: Report): Act[] {
  const unknown = new Set<string>();
  const acts = entries.flatMap((entry) => {
    const header = readHeader(entry.header);
    if (header === null) return [];
    const { type, typeVersion, actor, occurredAt, textDigest } = header;
    if (!Object.hasOwn(incidentEvents, type) || typeVersion !== knownVersion) unknown.add(type);
    if (!isRead(type) || typeVersion !== knownVersion) return [];
    const facts = readJson(entry.facts, shapeOf(type));
    const { seq, hash, text } = entry;
    const isSecond = type === "IncidentDeclared" && seq !== 1;
    if (facts === null || isSecond) {
      const fault = isSecond
        ? "an incident is declared once, by its first entry"
        : `its facts are not those of ${type}`;
      report.wrong("log", placeOf(seq), fault);
      return [];
    }
    const words = text === null && textDigest === null ? "" : text;
    return [{ type, facts, seq, hash, actor, occurredAt, words } as Act];
  });
  for (const type of unknown)
    report.note(type, "not known to this verifier: such entries are in the chain, and were not understood");
  return acts;
}
