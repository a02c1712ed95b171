import { type Changes, changed, patch, put, redactedWords, type Step } from "./rows.ts";

export function projectIncident({ incident, participants }: Changes, step: Step): void {
  const { incidentId, before, entry, after } = step;
  const row = incidentRow(step);
  const { event, text } = entry;
  if (event.type === "IncidentDeclared") {
    const title = text !== null && "title" in text ? text.title : redactedWords;
    put(incident, incidentId, { ...row, title });
  } else {
    const isTitleGone = event.type === "TextRedacted" && event.facts.redacts === 1;
    patch(incident, incidentId, isTitleGone ? { ...row, title: redactedWords } : row);
  }
  for (const participant of changed(before?.participants, after.participants)) {
    const { person, roles, party } = participant;
    put(participants, person, { incidentId, person, roles, party });
  }
}

function incidentRow({ incidentId, after }: Step) {
  return {
    id: incidentId,
    reference: after.reference,
    packId: after.pack.id,
    packVersion: after.pack.version,
    packHash: after.pack.hash,
    trigger: after.trigger,
    severity: after.severity,
    status: after.status,
    phase: after.phase,
    identifiedAt: after.identifiedAt,
    declaredAt: after.declaredAt,
    declaredBy: after.declaredBy,
    closedAt: after.closedAt,
    closedAs: after.closedAs,
    commander: after.commander,
    clockFactor: after.clockFactor,
    services: after.services,
    headSeq: after.seq,
  };
}
