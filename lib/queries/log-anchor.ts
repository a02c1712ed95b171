import { AppError } from "#lib/platform/errors.ts";
import { anchorsAfter, lastLeafOf } from "#lib/store/anchors.ts";
import { readHead } from "#lib/verify/anchors/note.ts";
import { consistencyProof, inclusionProof, leafHash } from "#lib/verify/anchors/tree.ts";
import type { Anchor } from "#lib/verify/bundle/anchor.ts";

/**
 * What shows that a log's last anchor stands under the last signed tree head, and that the list has only grown since a
 * tree head that somebody holds. Null where the log is not anchored yet.
 */
export async function logAnchor(stream: string, since: string | null): Promise<Anchor | null> {
  const last = await lastLeafOf(stream);
  if (last === null) return null;
  const { leaves, heads } = await anchorsAfter(0);
  const head = heads.at(-1);
  if (head === undefined || head.size <= last.index) return null;
  const hashes = leaves.slice(0, head.size).map(leafHash);
  const proof = inclusionProof(last.index, hashes);
  return { ...last, note: head.note, proof, since: since === null ? null : sinceOf(since, hashes) };
}

function sinceOf(note: string, hashes: string[]): Anchor["since"] {
  const size = readHead(note)?.size;
  if (size === undefined)
    throw new AppError(
      "invalid-input",
      "What is given as earlier tree head is no signed tree head, exactly as it was sent.",
    );
  if (size > hashes.length)
    throw new AppError(
      "invalid-input",
      `The earlier tree head is of ${size} leaves, and the list has ${hashes.length}.`,
    );
  return { note, proof: consistencyProof(size, hashes) };
}
