import { mayReadRoom, type Reader, whyNoBundle } from "#lib/domain/authority/read.ts";
import { type BundleExport, findExport, listExports, readBundlePart, readWords } from "#lib/store/exports.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { findPersons } from "#lib/store/people.ts";

export type ExportLine = Omit<BundleExport, "askedBy"> & { askedBy: string; isOwn: boolean };
export type ExportsView = {
  /** Why this reader gets no bundle; null where they may read every word. */
  because: string | null;
  exports: ExportLine[];
};

const mostShown = 50;

/** Who had bundles of an incident made, for those who have a part in it; null for everybody else. */
export async function readExports(reader: Reader, reference: string): Promise<ExportsView | null> {
  const incident = await readIncident(reference);
  if (incident === null || !mayReadRoom(incident.state.participants, reader)) return null;
  const [words, exports] = await Promise.all([readWords(reference), listExports(reference, mostShown)]);
  const people = await findPersons([...new Set(exports.map(({ askedBy }) => askedBy))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    because: whyNoBundle(words, incident.state.participants, reader),
    exports: exports.map((one) => ({
      ...one,
      askedBy: names.get(one.askedBy) ?? "somebody who is no longer here",
      isOwn: one.askedBy === reader.personId,
    })),
  };
}

export type OpenedBundle = { reference: string; size: number; content: ReadableStream<Uint8Array> };

/** The bundle that this reader had made, while its bytes are kept and they may still read every word of it. */
export async function openBundle(reader: Reader, id: string): Promise<OpenedBundle | null> {
  const made = await findExport(id);
  if (made === null || made.askedBy !== reader.personId || !made.hasBytes || made.size === null) return null;
  const { reference, size, headSeq } = made;
  const incident = await readIncident(reference);
  if (incident === null || !mayReadRoom(incident.state.participants, reader)) return null;
  const words = await readWords(reference, undefined, headSeq ?? undefined);
  if (whyNoBundle(words, incident.state.participants, reader) !== null) return null;
  return { reference, size, content: partsOf(id) };
}

/** Read as fast as it is taken, a part at a time. */
function partsOf(id: string): ReadableStream<Uint8Array> {
  let number = 0;
  return new ReadableStream({
    async pull(controller) {
      const bytes = await readBundlePart(id, number);
      number += 1;
      if (bytes === null) controller.close();
      else controller.enqueue(bytes);
    },
  });
}
