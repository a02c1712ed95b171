import { type Changes, patch, put, redactedWords, type Step } from "./rows.ts";

export function projectPublications({ publications }: Changes, { incidentId, entry }: Step): void {
  const { event, text } = entry;
  if (event.type === "StatusPublished") {
    const words = text !== null && "title" in text && "body" in text ? text : null;
    put(publications, String(event.seq), {
      id: event.facts.publication,
      incidentId,
      seq: event.seq,
      state: event.facts.state,
      title: words?.title ?? redactedWords,
      body: words?.body ?? redactedWords,
      services: event.facts.services,
      publishedAt: event.occurredAt,
    });
  }
  const redacts = event.type === "TextRedacted" ? event.facts.redacts : null;
  if (redacts !== null) patch(publications, String(redacts), { title: redactedWords, body: redactedWords });
}
