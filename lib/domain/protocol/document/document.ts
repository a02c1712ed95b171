import type { PackSource, ProtocolPack } from "../pack.ts";
import type { Content, Section } from "./model.ts";
import { notices } from "./sections/communication.ts";
import { people } from "./sections/people.ts";
import { checks, evidence, exit, gates } from "./sections/proof.ts";
import { authority, freezes, plans } from "./sections/rollback.ts";
import { askedFacts, containment, mode, phases, severities, triggers } from "./sections/situation.ts";
import { clocks, ending } from "./sections/time.ts";
import { measures, practice, review } from "./sections/upkeep.ts";

/** The document's sections in the order in which they are read. */
const makers = {
  people,
  severities,
  triggers,
  facts: askedFacts,
  phases,
  clocks,
  notices,
  containment,
  mode,
  authority,
  plans,
  freezes,
  checks,
  evidence,
  gates,
  ending,
  exit,
  practice,
  measures,
  review,
} satisfies { [Id in string]: (pack: ProtocolPack) => Section<Id> };

export type SectionId = keyof typeof makers;

/** Where each key of a pack is read. A new key does not typecheck until somebody has said where. */
export const sectionOf = {
  id: "title",
  version: "title",
  title: "title",
  source: "title",
  summary: "title",
  referencePrefix: "title",
  parties: "people",
  roles: "people",
  commander: "people",
  lanes: "people",
  severities: "severities",
  scope: "severities",
  phases: "phases",
  triggers: "triggers",
  facts: "facts",
  plays: "containment",
  mode: "mode",
  targets: "mode",
  clocks: "clocks",
  escalations: "clocks",
  paging: "clocks",
  duties: "clocks",
  audiences: "notices",
  notices: "notices",
  authority: "authority",
  plans: "plans",
  freezes: "freezes",
  unfreeze: "freezes",
  checks: "checks",
  evidence: "evidence",
  bundles: "evidence",
  attestations: "evidence",
  gates: "gates",
  deliverables: "ending",
  exit: "exit",
  drills: "practice",
  readiness: "practice",
  improvements: "practice",
  kpis: "measures",
  review: "review",
} as const satisfies Record<keyof PackSource, SectionId | "title">;

export type ProtocolDocument = {
  id: string;
  title: string;
  version: string;
  source: string;
  summary: string;
  /** Null where nothing is numbered by it. */
  referencePrefix: string | null;
  sections: readonly Section[];
};

/** A pack as a document to be read: everything that it says, in words; sections with nothing in them are left out. */
export function documentOf(pack: ProtocolPack): ProtocolDocument {
  const { id, title, version, source, summary, referencePrefix } = pack;
  const sections = Object.values(makers)
    .map((make): Section => make(pack))
    .map((section) => ({ ...section, content: section.content.filter(isThere) }))
    .filter(({ content }) => content.length > 0);
  return { id, title, version, source, summary, referencePrefix, sections };
}

const isThere = (content: Content): boolean =>
  content.is === "table" ? content.rows.length > 0 : content.parts.length > 0;
