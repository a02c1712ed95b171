import { referenceOf, streamOf } from "#lib/domain/record/streams.ts";
import { type BundleExport, findExport, listExports, readBundlePart, readWords } from "#lib/store/exports.ts";
import { findPersons } from "#lib/store/people.ts";
import { findLog, type LogReader } from "./exported-log.ts";

export type ExportLine = Omit<BundleExport, "askedBy"> & { askedBy: string; isOwn: boolean };
export type ExportsView = {
  /** Why this reader gets no bundle; null where they may read every word. */
  because: string | null;
  exports: ExportLine[];
};

const mostShown = 50;

/** Who had bundles of an incident or a checkpoint made, for those who have a part in it; null for everybody else. */
export async function readExports(reader: LogReader, reference: string): Promise<ExportsView | null> {
  const stream = streamOf(reference);
  const log = await findLog(stream);
  if (log?.mayRead(reader) !== true) return null;
  const [words, exports] = await Promise.all([readWords(stream), listExports(stream, mostShown)]);
  const people = await findPersons([...new Set(exports.map(({ askedBy }) => askedBy))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    because: log.whyNot(words, reader),
    exports: exports.map((one) => ({
      ...one,
      askedBy: names.get(one.askedBy) ?? "somebody who is no longer here",
      isOwn: one.askedBy === reader.personId,
    })),
  };
}

export type OpenedBundle = { reference: string; size: number; content: ReadableStream<Uint8Array> };

/** The bundle that this reader had made, while its bytes are kept and they may still read every word of it. */
export async function openBundle(reader: LogReader, id: string): Promise<OpenedBundle | null> {
  const made = await findExport(id);
  if (made === null || made.askedBy !== reader.personId || !made.hasBytes || made.size === null) return null;
  const { reference: stream, size, headSeq } = made;
  const log = await findLog(stream);
  if (log?.mayRead(reader) !== true) return null;
  const words = await readWords(stream, undefined, headSeq ?? undefined);
  if (log.whyNot(words, reader) !== null) return null;
  return { reference: referenceOf(stream), size, content: partsOf(id) };
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
