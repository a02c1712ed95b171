import { z } from "zod";
import { event, FactValue, Id, Instant, Participant, Sha256, Words } from "./shapes.ts";

export const declarationEvents = {
  IncidentDeclared: event(
    {
      reference: z.string(),
      packId: z.string(),
      packVersion: z.string(),
      packHash: Sha256,
      trigger: z.string(),
      severity: z.string(),
      identifiedAt: Instant,
      services: z.array(z.strictObject({ id: Id, environment: z.string() })).min(1),
      values: z.record(z.string(), FactValue),
      /** The services' approved values as they stood: what a rollback goes back to. */
      baseline: z.record(z.string(), z.string()),
      participants: z.array(Participant),
      commander: Id.nullable(),
      clockFactor: z.number().min(1),
    },
    { title: Words, seen: Words, values: z.record(z.string(), Words) },
  ),
  RoleAssigned: event(
    { person: Id, role: z.string(), party: z.string().nullable(), takesCommand: z.boolean() },
    {},
  ),
  NoteAdded: event({ kind: z.enum(["note", "observation", "decision"]) }, { body: Words }),
  EntryCorrected: event({ corrects: z.number().int().positive() }, { body: Words }),
  TextRedacted: event({ redacts: z.number().int().positive() }, { reason: Words }),
  PhaseEntered: event({ phase: z.string() }, {}),
  FreezeSet: event(
    { freeze: z.string(), rule: z.string().nullable(), services: z.array(Id), actions: z.array(z.string()) },
    {},
  ),
  FreezeLifted: event({ freeze: z.string() }, {}),
  /** Closed as a duplicate, it names the incident that goes on. */
  IncidentClosed: event({ duplicateOf: z.string().optional() }, { summary: Words }),
};
