import { join } from "node:path";
import { appendSynced, cutTo, fileMark, readText } from "#lib/platform/growing-file.ts";
import { type AnchorList, addLines, type ListedHead, writeLines } from "#lib/verify/anchors/list.ts";
import { emptyTree, type Frontier, grown, leafHash, rootOf } from "#lib/verify/anchors/tree.ts";
import { Halted } from "./halted.ts";

export const anchorFileIn = (folder: string): string => join(folder, "anchors.ndjson");

/** Leaves, and the tree head that was signed over all up to them. */
export type Signed = { leaves: readonly string[]; note: string };
type Grown = { list: AnchorList; tree: Frontier };
type Known = Grown & { text: string };

/** The anchor list as it lies in its file outside the database, with the tree over it. Use it under the anchors' lock. */
export class AnchorFile {
  readonly path: string;
  private known: Known = { list: { leaves: [], heads: [] }, tree: emptyTree, text: "" };
  private mark: string | null = null;
  private before: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.path = anchorFileIn(folder);
  }

  get list(): AnchorList {
    return this.known.list;
  }

  get size(): number {
    return this.list.leaves.length;
  }

  get lastHead(): ListedHead | undefined {
    return this.list.heads.at(-1);
  }

  /** The tree over all its leaves. */
  get tree(): Frontier {
    return this.known.tree;
  }

  /** Reads what is there now. What was known of it must still be there, because the file only grows. */
  async load(): Promise<void> {
    const mark = await this.onDisk(fileMark(this.path));
    if (mark !== null && mark === this.mark) return;
    const found = await this.onDisk(readText(this.path));
    const whole = wholePart(found);
    if (!whole.startsWith(this.known.text))
      throw new Halted(`the anchor file ${this.path} no longer holds what this worker knows of it`);
    const lines = whole.slice(this.known.text.length);
    this.known = grownBy(this.known, readOn(this.known, lines, this.path), lines);
    if (whole.length < found.length) await this.onDisk(cutTo(this.path, Buffer.byteLength(whole)));
    this.mark = await this.onDisk(fileMark(this.path));
  }

  /** Adds leaves with the tree heads over them, all in one write; what does not fit is not written. */
  async append(signed: readonly Signed[]): Promise<void> {
    const lines = signed.map(({ leaves, note }) => writeLines(leaves, note)).join("");
    const more = readOn(this.known, lines, this.path);
    // Whoever lost the anchors' lock on the way must not write beside its new holder.
    if ((await this.onDisk(fileMark(this.path))) !== this.mark)
      throw new Error(`the anchor file ${this.path} was written by another process meanwhile`);
    await this.onDisk(appendSynced(this.path, lines));
    this.known = grownBy(this.known, more, lines);
    this.mark = await this.onDisk(fileMark(this.path));
  }

  /**
   * One after the other in this process, whatever becomes of the database's lock: a transaction that took too long gives
   * that back while its work goes on.
   */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.before.then(work);
    this.before = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** A file that cannot be written keeps the anchors inside the database, where they prove nothing. */
  private onDisk<T>(work: Promise<T>): Promise<T> {
    return work.catch((cause: NodeJS.ErrnoException) => {
      throw new Halted(`the anchor file ${this.path} cannot be kept: ${cause.code ?? cause.message}`, {
        cause,
      });
    });
  }
}

/** Up to the last tree head, which ends each write: what comes after it is a write that a crash cut short. */
function wholePart(text: string): string {
  const lines = text.split("\n").slice(0, -1);
  const last = lines.findLastIndex((line) => line.startsWith('{"kind":"signed"'));
  return lines
    .slice(0, last + 1)
    .map((line) => `${line}\n`)
    .join("");
}

/** What these lines add to what is known, each tree head held against the leaves before it. */
function readOn({ tree }: Known, lines: string, path: string): Grown {
  const list: AnchorList = { leaves: [], heads: [] };
  if (addLines(list, lines) !== null)
    throw new Halted(`the anchor file ${path} holds a line that is no anchor`);
  let [next, from] = [tree, 0];
  for (const { head, after } of list.heads) {
    next = withLeaves(
      next,
      list.leaves.slice(from, after).map(({ text }) => text),
    );
    from = after;
    if (head.size !== next.size || rootOf(next) !== head.root)
      throw new Halted(
        `in the anchor file ${path} the tree head of ${head.size} is not that of the leaves before it`,
      );
  }
  return { list, tree: next };
}

// In place, because a list of years is not to be copied each minute.
function grownBy({ list, tree: { size }, text }: Known, more: Grown, lines: string): Known {
  for (const leaf of more.list.leaves) list.leaves.push(leaf);
  for (const head of more.list.heads) list.heads.push({ ...head, after: size + head.after });
  return { list, tree: more.tree, text: text + lines };
}

export const withLeaves = (tree: Frontier, leaves: readonly string[]): Frontier =>
  leaves.map(leafHash).reduce(grown, tree);
