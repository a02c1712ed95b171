import { mayReadRoom, mayReadText, type Reader } from "#lib/domain/authority/read.ts";
import type { EvidenceItem } from "#lib/domain/incident/state.ts";
import { openKept } from "#lib/store/evidence/read.ts";
import { readEntries, readIncident } from "#lib/store/incident-log.ts";

export type EvidenceFile = Pick<EvidenceItem, "sha256" | "bytes"> & { media: string; name: string };

/** A file that was handed in, to those who may read its words; null to everybody else, and where it was redacted. */
export async function findEvidenceFile(
  reader: Reader,
  reference: string,
  evidence: string,
): Promise<EvidenceFile | null> {
  const incident = await readIncident(reference);
  if (incident === null || !mayReadRoom(incident.state.participants, reader)) return null;
  const { evidence: items, participants } = incident.state;
  const item = items.find((one) => one.evidence === evidence);
  if (item === undefined || item.media === null) return null;
  const [entry] = await readEntries(reference, item.seq - 1, 1);
  if (entry === undefined || entry.text === null || !mayReadText(entry.audience, participants, reader))
    return null;
  const name = "name" in entry.text && entry.text.name !== undefined ? entry.text.name : item.evidence;
  return { sha256: item.sha256, bytes: item.bytes, media: item.media, name };
}

/** Its bytes, where they are those that the log names. */
export const openEvidenceFile = ({ sha256, bytes }: EvidenceFile) => openKept({ sha256, bytes });
