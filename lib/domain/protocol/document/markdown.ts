import { type Anchors, anchorsOf, type IndexedRule, ruleIndex } from "./anchors.ts";
import { clausesOf } from "./clauses.ts";
import type { ProtocolDocument } from "./document.ts";
import type { Block, Clause, Content, Part, Row, Section, Table, Words } from "./model.ts";

/** A protocol's document as Markdown, with the same anchors as its screen. */
export function markdownOf(document: ProtocolDocument): string {
  const clauses = clausesOf(document);
  const anchors = anchorsOf(clauses);
  const { title, version, source, summary, sections } = document;
  return `${[
    `# ${plain(title)}`,
    plain(summary),
    `Version ${version} of \`${document.id}\`, after ${plain(source)}.${numbered(document)} What the source leaves open is marked as *our reading*.`,
    sections.map(({ id, title: heading }) => `- [${plain(heading)}](#section-${id})`).join("\n"),
    ...sections.flatMap((section) => sectionLines(section, anchors)),
    ...indexLines(ruleIndex(clauses)),
  ].join("\n\n")}\n`;
}

const numbered = ({ referencePrefix }: ProtocolDocument): string =>
  referencePrefix === null ? "" : ` Incidents are numbered \`${referencePrefix}-YEAR-NUMBER\`.`;

/** The pack's own words stand as they are: nothing in them is markup. */
const plain = (words: string): string => words.replace(/([\\`*_[\]<>|#~])/g, "\\$1").replaceAll("\n", " ");

const inline = (words: Words): string =>
  typeof words === "string"
    ? plain(words)
    : words.map((piece) => (typeof piece === "string" ? plain(piece) : code(piece.code))).join("");

const code = (words: string): string => `\`\` ${words.replaceAll("\n", " ").replaceAll("``", "` `")} \`\``;

const anchorTags = (anchors: Anchors, id: string): string =>
  [id, ...(anchors.get(id) ?? [])].map((one) => `<a id="${one.replaceAll('"', "")}"></a>`).join("");

const sectionLines = ({ id, title, lead, content }: Section, anchors: Anchors): string[] => [
  `<a id="section-${id}"></a>\n\n## ${plain(title)}`,
  ...(lead === null ? [] : [plain(lead)]),
  ...content.flatMap((one) => contentLines(one, anchors)),
];

function contentLines(content: Content, anchors: Anchors): string[] {
  if (content.is === "table") return [tableText(content, anchors), ...readingsOf(content.rows)];
  const heading = content.heading === null ? [] : [`### ${plain(content.heading)}`];
  return [...heading, ...content.parts.flatMap((part) => partLines(part, anchors, 0))];
}

function tableText({ columns, rows }: Table, anchors: Anchors): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const isRuled = rows.some(({ rule }) => rule !== undefined);
  const titles = isRuled ? [...columns, "Rule"] : columns;
  return [
    line(titles.map(plain)),
    line(titles.map(() => "---")),
    ...rows.map((row) => {
      const [first = "", ...others] = row.cells.map(inline);
      const cells = [`${anchorTags(anchors, row.id)}**${first}**`, ...others];
      return line(isRuled ? [...cells, row.rule ?? ""] : cells);
    }),
  ].join("\n");
}

const readingsOf = (rows: readonly Row[]): string[] =>
  rows.flatMap((row) =>
    row.reading === undefined ? [] : [`${plain(row.title)}: ${readingText(row.reading)}`],
  );

const readingText = (reading: string): string => `*Our reading.* ${plain(reading)}`;

const aside = (part: Part): string =>
  [...part.tags.map(({ words }) => words), part.aside, part.rule]
    .filter((words) => words !== undefined)
    .map(plain)
    .join("; ");

function partLines(part: Part, anchors: Anchors, depth: number): string[] {
  const beside = aside(part);
  const head = `${anchorTags(anchors, part.id)}**${plain(part.title)}**${beside === "" ? "" : ` (${beside})`}`;
  const inside = [
    ...part.blocks.map(blockText),
    ...(part.reading === undefined ? [] : [readingText(part.reading)]),
    ...part.items.flatMap((item) => partLines(item, anchors, depth + 1)),
  ];
  const margin = "  ";
  return [`- ${head}`, ...inside.map((text) => text.replace(/^(?=.)/gm, margin))];
}

function blockText(block: Block): string {
  switch (block.is) {
    case "text":
      return inline(block.words);
    case "lead":
      return plain(block.words);
    case "list":
      return block.items.map((item) => `- ${inline(item)}`).join("\n");
    case "facts":
      return block.rows.map(({ label, words }) => `- ${plain(label)}: ${inline(words)}`).join("\n");
    case "letter":
      return `${fence(block.body)}text\n${block.subject}\n\n${block.body}\n${fence(block.body)}`;
  }
}

/** One backtick more than any run of them in the text. */
const fence = (text: string): string =>
  "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));

const indexLines = (rules: readonly IndexedRule[]): string[] =>
  rules.length === 0
    ? []
    : [
        "## All rules",
        rules
          .map(({ rule, places }) => `- [${rule}](#${rule}): ${places.map(placeLink).join("; ")}`)
          .join("\n"),
      ];

const placeLink = ({ id, title }: Pick<Clause, "id" | "title">) => `[${plain(title)}](#${id})`;
