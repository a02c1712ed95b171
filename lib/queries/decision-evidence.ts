import { mayReadText, type Reader } from "#lib/domain/authority/read.ts";
import { isOwner } from "#lib/domain/authority/who.ts";
import { evidenceOwner } from "#lib/domain/gate/evidence-owner.ts";
import { evidenceAsked, latestEvidence } from "#lib/domain/gate/holds.ts";
import type { TextOf } from "#lib/domain/incident/events/index.ts";
import type { EvidenceItem, IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { settings } from "#lib/platform/env.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { findPersons } from "#lib/store/people.ts";

export type EvidenceView = {
  requirement: string;
  title: string;
  /** Null where a role handed it in, not a party. */
  party: string | null;
  rule: string | null;
  seq: number;
  sha256: string;
  by: string;
  source: "console" | "person";
  at: string;
  summary: string;
  body: string;
  evidence: string;
  /** Its words are this reader's to see, and are there. */
  isReadable: boolean;
  /** Its name and size, where it is a file and this reader may have it. */
  file: { name: string; bytes: number } | null;
  exitCode: number | null;
  isSuperseded: boolean;
};

/** What this reader may hand in here, as files of at most so many bytes. */
export type HandingIn = {
  requirements: { id: string; title: string; party: string | null; isThere: boolean }[];
  mostBytes: number;
};

/** Everything that was handed in, in its order; what was superseded stays and says so. */
export async function readEvidence(
  state: IncidentState,
  pack: ProtocolPack,
  reader: Reader,
): Promise<EvidenceView[]> {
  const people = await findPersons([...new Set(state.evidence.map((item) => item.by))]);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "";
  return Promise.all(
    state.evidence.map(async (item) => {
      const { requirement, evidence, seq, sha256, by, at, party, source, exitCode } = item;
      const described = pack.evidence[requirement];
      return {
        ...{ requirement, evidence, seq, sha256, at, party, source, exitCode, by: nameOf(by) },
        title: described?.title ?? requirement,
        rule: described?.rule ?? null,
        isSuperseded: item.supersededBy !== null,
        ...(await wordsOf(state, item, reader)),
      };
    }),
  );
}

async function wordsOf(state: IncidentState, { seq, media, bytes }: EvidenceItem, reader: Reader) {
  const [entry] = await readEntries(state.reference, seq - 1, 1);
  if (entry === undefined || entry.event.type !== "EvidenceHandedIn" || entry.text === null)
    return { summary: "redacted", body: "redacted", file: null, isReadable: false };
  if (!mayReadText(entry.audience, state.participants, reader))
    return { summary: "for the other side alone", body: "", file: null, isReadable: false };
  const { summary, body, name = "" } = entry.text as TextOf<"EvidenceHandedIn">;
  return { summary, body, file: media === null ? null : { name, bytes }, isReadable: true };
}

/** What this person may hand in now, by their part in the room. */
export function handingIn(state: IncidentState, pack: ProtocolPack, { personId }: Reader): HandingIn {
  const { mostBytes } = settings().evidence;
  const part = state.participants.find(({ person }) => person === personId);
  if (part === undefined || state.status !== "open") return { requirements: [], mostBytes };
  const requirements = evidenceAsked(state, pack)
    .filter(([, requirement]) => isOwner(part, evidenceOwner(requirement)))
    .map(([id, { title, party }]) => ({
      ...{ id, title },
      party: party === undefined ? null : (pack.parties[party]?.title ?? party),
      isThere: latestEvidence(state, id) !== undefined,
    }));
  return { requirements, mostBytes };
}
