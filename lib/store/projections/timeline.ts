import { Prisma } from "../generated/client.ts";
import { type Changes, patch, put, type Step } from "./rows.ts";

export function projectTimeline({ timeline }: Changes, { incidentId, entry }: Step): void {
  const { event, text, audience } = entry;
  put(timeline, String(event.seq), {
    incidentId,
    seq: event.seq,
    hash: event.hash,
    type: event.type,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    actorKind: event.actor.kind,
    actorId: event.actor.id,
    facts: event.facts as Prisma.InputJsonObject,
    text: (text as Prisma.InputJsonObject | null) ?? Prisma.DbNull,
    audience,
    correctedBy: null,
    redactedBy: null,
  });
  if (event.type === "EntryCorrected")
    patch(timeline, String(event.facts.corrects), { correctedBy: event.seq });
  if (event.type === "TextRedacted") {
    patch(timeline, String(event.facts.redacts), { text: Prisma.DbNull, redactedBy: event.seq });
  }
}
