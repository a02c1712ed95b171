import { z } from "zod";
import { FieldName, Name } from "./condition.ts";
import {
  Deliverable,
  Drill,
  Improvements,
  Kpi,
  NoticeTemplate,
  Readiness,
  Review,
} from "./parts/communication.ts";
import { Attestation, Bundle, Criterion, EvidenceRequirement, Gate } from "./parts/gate.ts";
import { Paging } from "./parts/paging.ts";
import { Audience, Escalation, Party, Role, StartRule } from "./parts/people.ts";
import { Check, FreezeRule, Plan, Unfreeze } from "./parts/rollback.ts";
import { AskedFact, Lane, Mode, Phase, Play, Scope, Severity, Target, Trigger } from "./parts/situation.ts";
import { Clock, Duty } from "./parts/time.ts";

const named = <S extends z.ZodType>(part: S) => z.record(Name, part);

/** A protocol pack as people write it: data that says how incidents of a kind are run. */
export const PackSource = z.strictObject({
  id: Name,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "expected a version such as 1.0.0"),
  title: z.string().min(3),
  source: z.string().min(3),
  summary: z.string().min(3),
  referencePrefix: z
    .string()
    .regex(/^[A-Z]{2,5}$/)
    .default("INC"),
  parties: named(Party).default({}),
  roles: named(Role),
  /** The role that leads; it also owes what nobody else is named for. */
  commander: Name,
  severities: z.array(Severity).min(1),
  phases: z.array(Phase).min(2),
  triggers: named(Trigger),
  facts: z.record(FieldName, AskedFact).default({}),
  /** How far a rollback reaches; declared with rollback mode. */
  scope: Scope.optional(),
  mode: Mode.optional(),
  targets: named(Target).default({}),
  lanes: named(Lane).default({}),
  plays: named(Play).default({}),
  checks: named(Check).default({}),
  attestations: named(Attestation).default({}),
  duties: named(Duty).default({}),
  audiences: named(Audience).default({}),
  clocks: named(Clock).default({}),
  escalations: named(Escalation).default({}),
  paging: Paging.optional(),
  notices: named(NoticeTemplate).default({}),
  authority: z.strictObject({ startRollback: z.array(StartRule).min(1) }),
  plans: named(Plan).default({}),
  evidence: named(EvidenceRequirement).default({}),
  bundles: named(Bundle).default({}),
  gates: named(Gate).default({}),
  freezes: named(FreezeRule).default({}),
  unfreeze: Unfreeze.optional(),
  deliverables: named(Deliverable).default({}),
  exit: z.array(Criterion).default([]),
  drills: named(Drill).default({}),
  readiness: Readiness.default([]),
  kpis: named(Kpi).default({}),
  improvements: Improvements.default([]),
  review: Review.optional(),
});
export type PackSource = z.input<typeof PackSource>;

declare const parsed: unique symbol;
/** A pack that `parsePack` accepted. Only `parsePack` makes one. */
export type ProtocolPack = z.output<typeof PackSource> & { readonly [parsed]: true };
