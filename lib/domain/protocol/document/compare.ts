import { Condition } from "../condition.ts";
import { conditionWords } from "../condition-words.ts";
import { ownerTitle } from "../owner-title.ts";
import type { ProtocolPack } from "../pack.ts";
import { Owner } from "../parts/shared.ts";
import { MetBy } from "../parts/time.ts";
import { clausesOf } from "./clauses.ts";
import { documentOf, sectionOf } from "./document.ts";
import { capital, metWords } from "./words.ts";

export type Change = {
  /** Where in the pack, as its author wrote it. */
  path: string;
  /** The part that it is in, by its title; the pack's own where it is of the whole. */
  part: string;
  /** The place inside the part, in words: "due in minutes". */
  what: string;
  /** Null where there was nothing before, or is nothing any more. */
  before: string | null;
  after: string | null;
};

/** What two versions of a protocol say differently, part by part, in the order of the packs. */
export function compareDocuments(before: ProtocolPack, after: ProtocolPack): Change[] {
  const sides = { before, after };
  const titles = new Map(
    [after, before].flatMap((pack) =>
      clausesOf(documentOf(pack)).map(({ id, title }) => [id, title] as const),
    ),
  );
  return differences({ path: [], ...sides }).map(({ path, before: old, after: now }) => {
    const known = partOf(path, titles);
    return {
      path: path.join("."),
      part: known.title,
      what: path.slice(known.length).map(spaced).join(", "),
      before: old === undefined ? null : valueWords(before, old),
      after: now === undefined ? null : valueWords(after, now),
    };
  });
}

type Difference = { path: string[]; before: unknown; after: unknown };

/** The smallest places at which two values differ; a part that is new or gone is one place. */
function differences({ path, before, after }: Difference): Difference[] {
  if (isLeaf(before) || isLeaf(after)) return sameValue(before, after) ? [] : [{ path, before, after }];
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const inside = [...new Set([...now.keys(), ...old.keys()])].flatMap((key) =>
    differences({ path: [...path, key], before: old.get(key), after: now.get(key) }),
  );
  return Array.isArray(before) ? [...inside, ...otherOrder(path, [...old.keys()], [...now.keys()])] : inside;
}

/** The order of a list says something by itself: of steps, of severities, of phases. */
function otherOrder(path: string[], old: string[], now: string[]): Difference[] {
  const before = old.filter((id) => now.includes(id)).join(", ");
  const after = now.filter((id) => old.includes(id)).join(", ");
  return before === after ? [] : [{ path: [...path, "order"], before, after }];
}

/** Told as one: nothing, a plain value, a list of plain values, and what has a sentence of its own. */
function isLeaf(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value))
    return !value.every((one) => typeof one === "object" && one !== null && "id" in one);
  return hasSentence(value);
}

const hasSentence = (value: object): boolean =>
  Condition.safeParse(value).success || MetBy.safeParse(value).success || Owner.safeParse(value).success;

/** A list's items are told apart by their ids, so that one put between two others changes neither. */
function entriesOf(value: unknown): Map<string, unknown> {
  if (!Array.isArray(value)) return new Map(Object.entries(value as object));
  return new Map(value.map((one: { id: string }) => [one.id, one]));
}

function sameValue(before: unknown, after: unknown): boolean {
  if (typeof before !== "object" || typeof after !== "object" || before === null || after === null)
    return before === after;
  const [old, now] = [Object.entries(before), Object.entries(after)];
  const others = new Map(now);
  return old.length === now.length && old.every(([key, one]) => sameValue(one, others.get(key)));
}

/** Names of lists that a document does not spell in its places. */
const unspoken = new Set(["criteria", "steps", "levels", "reasons", "startRollback", "answers"]);

/** The innermost part around a path that has a title, and how much of the path leads to it. */
function partOf(
  path: readonly string[],
  titles: ReadonlyMap<string, string>,
): { title: string; length: number } {
  for (let length = path.length; length > 0; length -= 1) {
    const place = path.slice(0, length);
    const spoken = place.filter((key) => !unspoken.has(key)).join(".");
    const title = titles.get(place.join(".")) ?? titles.get(spoken);
    if (title !== undefined) return { title, length };
  }
  const [key = ""] = path;
  const isOfTheWhole = Object.entries(sectionOf).some(
    ([name, section]) => name === key && section === "title",
  );
  return { title: isOfTheWhole ? "The protocol" : capital(spaced(key)), length: isOfTheWhole ? 0 : 1 };
}

/** `dueInMinutes` as "due in minutes". */
const spaced = (key: string): string => key.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

function valueWords(pack: ProtocolPack, value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.map((one) => valueWords(pack, one)).join("; ") || "none";
  return objectWords(pack, value);
}

function objectWords(pack: ProtocolPack, value: object): string {
  const condition = Condition.safeParse(value);
  if (condition.success) return conditionWords(pack, condition.data);
  const metBy = MetBy.safeParse(value);
  if (metBy.success) return `met when ${metWords(pack, metBy.data)}`;
  const owner = Owner.safeParse(value);
  if (owner.success) return ownerTitle(pack, owner.data);
  return Object.entries(value)
    .filter(([, one]) => one !== undefined && !(Array.isArray(one) && one.length === 0))
    .map(([key, one]) => `${spaced(key)}: ${valueWords(pack, one)}`)
    .join("; ");
}
