import type { EventType } from "#lib/domain/incident/events/index.ts";
import { listed } from "./lexicon.ts";
import { noteOf, ruleOf, type Sayings } from "./shape.ts";
import { targetWords } from "./target-words.ts";

/** Rollback mode, from its declaration to the controlled unfreeze. */
export const modeSayings: Sayings<
  Extract<
    EventType,
    "RollbackModeDeclared" | "ScopeChanged" | "TargetConfirmed" | "AttestationSigned" | "Unfrozen"
  >
> = {
  RollbackModeDeclared: ({ facts }, text, { pack }) => ({
    kind: "declared",
    what: `declared ${pack.mode?.title ?? "rollback mode"} at ${facts.scope}: ${listed(facts.reasons.map((one) => pack.mode?.reasons[one]?.title ?? one))}`,
    isKey: true,
    ...ruleOf(pack.mode?.rule),
    ...noteOf(text?.reason),
  }),
  ScopeChanged: ({ facts }, text, { pack }) => ({
    kind: "decision",
    what: `changed the scope from ${facts.from} to ${facts.to}`,
    isKey: true,
    ...ruleOf(pack.scope?.rule),
    ...noteOf(text?.reason),
  }),
  TargetConfirmed: ({ facts }, _, { pack }) => ({
    kind: "evidence",
    what: `confirmed ${pack.targets[facts.target]?.title ?? facts.target}: ${targetWords(pack.targets[facts.target], facts.value)}`,
    ...ruleOf(pack.targets[facts.target]?.rule),
  }),
  AttestationSigned: ({ facts }, text, { pack, role }) => ({
    kind: "decision",
    what: `signed as ${role(facts.role)}: ${pack.attestations[facts.attestation]?.says ?? facts.attestation}`,
    isKey: true,
    digest: facts.statementDigest,
    ...ruleOf(pack.attestations[facts.attestation]?.rule),
    ...noteOf(text?.reason),
  }),
  Unfrozen: (_, text, { pack }) => ({
    kind: "decision",
    what: "lifted the freezes",
    isKey: true,
    ...ruleOf(pack.unfreeze?.rule),
    ...noteOf(text?.scope),
  }),
};
