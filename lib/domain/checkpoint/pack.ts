import { z } from "zod";
import { FieldName, Name, RuleId } from "../protocol/condition.ts";
import { Party, Role } from "../protocol/parts/people.ts";
import { carried, Sentence, Title } from "../protocol/parts/shared.ts";

const named = <S extends z.ZodType>(part: S) => z.record(Name, part);
/** A subject that a side answers for; either side where no party is named. */
const subject = { id: Name, title: Title, party: Name.optional(), ...carried };

/** How an item is decided: never by a tick. */
const Item = z.discriminatedUnion("decidedBy", [
  /** A command and what it put out; the output must show each of `shows`. */
  z.strictObject({ ...subject, decidedBy: z.literal("check"), shows: z.array(Title).default([]) }),
  /** One of the required runs. */
  z.strictObject({ ...subject, decidedBy: z.literal("run"), run: Name }),
  /** Where the proof is, and what it says. */
  z.strictObject({ ...subject, decidedBy: z.literal("evidence") }),
  /** A value: that of a locked one, or a tag and its whole commit. */
  z.strictObject({
    ...subject,
    decidedBy: z.literal("value"),
    is: z.union([z.literal("pin"), z.strictObject({ locked: FieldName })]),
  }),
  z.strictObject({ ...subject, decidedBy: z.literal("attestation"), role: Name, says: Sentence }),
  /** The console knows it: no incident of these severities is open on the service. */
  z.strictObject({ ...subject, decidedBy: z.literal("system"), noIncidentOf: z.array(Title) }),
]);
export type Item = z.output<typeof Item>;

const Group = z.strictObject({ id: Name, title: Title, items: z.array(Item), ...carried });
export type Group = z.output<typeof Group>;

const NoGo = z.discriminatedUnion("unless", [
  z.strictObject({ id: Name, title: Title, unless: z.literal("run-green"), run: Name, ...carried }),
  z.strictObject({ id: Name, title: Title, unless: z.literal("record-signed"), ...carried }),
  z.strictObject({ id: Name, title: Title, unless: z.literal("baseline-unmoved"), ...carried }),
  z.strictObject({ id: Name, title: Title, unless: z.literal("no-critical-incident"), ...carried }),
]);
export type NoGo = z.output<typeof NoGo>;

const Question = z.strictObject({
  id: Name,
  title: Title,
  go: Title,
  noGo: Title,
  /** The groups of criteria and the NO-GO criteria that a GO waits for. */
  needs: z.array(Name).default([]),
  unless: z.array(Name).default([]),
  /** The question whose GO opens what waits for this checkpoint. */
  opens: z.boolean().default(false),
  /** Its GO is signed with passkeys alone. */
  passkeys: z.boolean().default(false),
  /** For so long a sealed GO stands; to the checkpoint's end where it is not said. */
  goStandsForHours: z
    .number()
    .positive()
    .max(24 * 366)
    .optional(),
  ...carried,
});
export type Question = z.output<typeof Question>;

const RecordPart = z.discriminatedUnion("from", [
  z.strictObject({ id: Name, title: Title, from: z.literal("time"), ...carried }),
  z.strictObject({ id: Name, title: Title, from: z.literal("verdicts"), party: Name, ...carried }),
  z.strictObject({ id: Name, title: Title, from: z.literal("baseline"), ...carried }),
  z.strictObject({ id: Name, title: Title, from: z.literal("evidence"), ...carried }),
  /** Words that a side writes; `owner` asks also for the role that answers for it. */
  z.strictObject({
    id: Name,
    title: Title,
    from: z.literal("words"),
    party: Name,
    asks: Sentence,
    owner: z.boolean().default(false),
    ...carried,
  }),
]);
export type RecordPart = z.output<typeof RecordPart>;

/** A checkpoint as people write it: what is locked, what must hold, what ends it at once, and what both sides are asked. */
export const CheckpointSource = z.strictObject({
  kind: z.literal("checkpoint"),
  id: Name,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "expected a version such as 1.0.0"),
  title: Title,
  source: Title,
  summary: Sentence,
  parties: named(Party),
  roles: named(Role),
  baseline: z.array(z.strictObject({ name: FieldName, title: Title, ...carried })),
  /** The rules of the lock, of an abort and of a side's verdict, for a refusal to cite. */
  cites: z.strictObject({ lock: RuleId, abort: RuleId, verdict: RuleId }),
  criteria: z.array(Group),
  runs: named(z.strictObject({ title: Title, party: Name, commands: z.array(Title).min(1), ...carried })),
  aborts: z.array(z.strictObject({ id: Name, title: Title, ...carried })),
  noGo: z.array(NoGo),
  questions: z.array(Question),
  record: z.array(RecordPart),
});
export type CheckpointSource = z.input<typeof CheckpointSource>;

declare const parsed: unique symbol;
/** A checkpoint pack that `parseCheckpointPack` accepted. Only it makes one. */
export type CheckpointPack = z.output<typeof CheckpointSource> & { readonly [parsed]: true };
