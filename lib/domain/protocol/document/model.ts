/** Plain words, with what is typed or filled in set apart. A pack's own text stays a string: it is never read as markup. */
export type Piece = string | { code: string };
export type Words = string | readonly Piece[];

export type Tone = "neutral" | "run" | "met" | "risk" | "breach";
export type Tag = { words: string; tone: Tone };

export type Block =
  | { is: "text"; words: Words }
  /** What matters most of a part. */
  | { is: "lead"; words: string }
  | { is: "list"; items: readonly Words[] }
  | { is: "facts"; rows: readonly { label: string; words: Words }[] }
  | { is: "letter"; subject: string; body: string };

/** What every part of a document has: its place, what it is called, the rule it carries, and what is our reading. */
export type Clause = {
  /** Where it stands in the pack, such as `clocks.first-notice`; its own anchor. */
  id: string;
  title: string;
  rule?: string | undefined;
  reading?: string | undefined;
};

export type Part = Clause & {
  aside?: string | undefined;
  tags: readonly Tag[];
  blocks: readonly Block[];
  /** Its items: steps, criteria, reasons. */
  items: readonly Part[];
  isOrdered: boolean;
};

export type Row = Clause & { cells: readonly Words[] };
export type Table = { is: "table"; caption: string; columns: readonly string[]; rows: readonly Row[] };

/** Parts of one kind under a heading of their own. */
export type Group = { is: "group"; heading: string | null; parts: readonly Part[] };
export type Content = Table | Group;

export type Section<Id extends string = string> = {
  id: Id;
  title: string;
  /** For the table of contents. */
  short: string;
  lead: string | null;
  content: readonly Content[];
};

type PartSource = {
  id: string;
  title: string;
  of?: { rule?: string | undefined; reading?: string | undefined };
  aside?: string | undefined;
  tags?: readonly Tag[];
  blocks?: readonly (Block | null)[];
  items?: readonly Part[];
  isOrdered?: boolean;
};

export const part = ({ id, title, of = {}, aside, tags = [], blocks = [], ...rest }: PartSource): Part => ({
  id,
  title,
  rule: of.rule,
  reading: of.reading,
  aside,
  tags,
  blocks: blocks.filter((block) => block !== null),
  items: rest.items ?? [],
  isOrdered: rest.isOrdered ?? false,
});

export const text = (words: Words | null | undefined): Block | null =>
  words === null || words === undefined || words.length === 0 ? null : { is: "text", words };

export const list = (items: readonly Words[]): Block | null =>
  items.length === 0 ? null : { is: "list", items };

export const facts = (
  rows: readonly (readonly [label: string, words: Words | null | undefined])[],
): Block | null => {
  const given = rows.flatMap(([label, words]) =>
    words === null || words === undefined ? [] : [{ label, words }],
  );
  return given.length === 0 ? null : { is: "facts", rows: given };
};

export const group = (heading: string | null, parts: readonly Part[]): Group => ({
  is: "group",
  heading,
  parts,
});

/** A record's parts in the order they were written. */
export const each = <T>(record: Record<string, T>, make: (value: T, name: string) => Part): Part[] =>
  Object.entries(record).map(([name, value]) => make(value, name));
