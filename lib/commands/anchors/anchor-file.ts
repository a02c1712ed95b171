import { join } from "node:path";
import { appendSynced, cutTo, fileMark, readText } from "#lib/platform/growing-file.ts";
import { type AnchorList, addLines, type ListedHead, writeLines } from "#lib/verify/anchors/list.ts";
import { emptyTree, type Frontier, grown, type Hash, leafHash, rootOf } from "#lib/verify/anchors/tree.ts";
import { Halted } from "./halted.ts";

export const anchorFileIn = (folder: string): string => join(folder, "anchors.ndjson");

type Known = { list: AnchorList; tree: Frontier; text: string };

/** The anchor list as it lies in its file outside the database, with the tree over it. Use it under the anchors' lock. */
export class AnchorFile {
  readonly path: string;
  private known: Known = { list: { leaves: [], heads: [] }, tree: emptyTree, text: "" };
  private mark: string | null = null;

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

  /** The root that the tree has with these leaves at its end. */
  rootWith(leaves: readonly string[]): Hash {
    return rootOf(leaves.map(leafHash).reduce(grown, this.known.tree));
  }

  /** Reads what is there now. What was known of it must still be there, because the file only grows. */
  async load(): Promise<void> {
    const mark = await this.onDisk(fileMark(this.path));
    if (mark !== null && mark === this.mark) return;
    const found = await this.onDisk(readText(this.path));
    const whole = wholePart(found);
    if (!whole.startsWith(this.known.text))
      throw new Halted(`the anchor file ${this.path} no longer holds what this worker knows of it`);
    this.known = grownBy(this.known, whole.slice(this.known.text.length), this.path);
    if (whole.length < found.length) await this.onDisk(cutTo(this.path, Buffer.byteLength(whole)));
    this.mark = await this.onDisk(fileMark(this.path));
  }

  /** Adds leaves with the tree head over them; what does not fit is not written. */
  async append(leaves: readonly string[], note: string): Promise<void> {
    const lines = writeLines(leaves, note);
    const known = grownBy(this.known, lines, this.path);
    await this.onDisk(appendSynced(this.path, lines));
    this.known = known;
    this.mark = await this.onDisk(fileMark(this.path));
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

function grownBy(known: Known, lines: string, path: string): Known {
  const list = { leaves: [...known.list.leaves], heads: [...known.list.heads] };
  if (addLines(list, lines) !== null)
    throw new Halted(`the anchor file ${path} holds a line that is no anchor`);
  let { tree } = known;
  for (const { head, after } of list.heads.slice(known.list.heads.length)) {
    for (const { text } of list.leaves.slice(tree.size, after)) tree = grown(tree, leafHash(text));
    if (head.size !== after || rootOf(tree) !== head.root)
      throw new Halted(
        `in the anchor file ${path} the tree head of ${head.size} is not that of the leaves before it`,
      );
  }
  return { list, tree, text: known.text + lines };
}
