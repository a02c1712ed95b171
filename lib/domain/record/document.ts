/** One line of a sealed record as it is read; what people wrote stands in `words` as they wrote it. */
export type RecordRow = { label: string; words: string; rule: string | null };
export type RecordSection = { title: string; rows: RecordRow[] };
export type RecordDocument = {
  title: string;
  outcome: string;
  isGo: boolean;
  /** What took it back since, where something did: the record itself stays as it was sealed. */
  takenBack?: { entry: number; words: string } | undefined;
  sections: RecordSection[];
};

export const row = (label: string, words: string, rule: string | null = null): RecordRow => ({
  label,
  words,
  rule,
});

const markdownCell = (words: string): string =>
  words.replaceAll(/[\\`*_{}[\]<>()#+\-!|~&]/g, (sign) => `\\${sign}`).replaceAll(/\s*\n\s*/g, " ");

/** A sealed record as Markdown; what people wrote is shown as they wrote it and never taken for markup. */
export function recordMarkdown({ title, outcome, takenBack, sections }: RecordDocument): string {
  const parts = sections.map(({ title: heading, rows }) =>
    [
      `## ${heading}`,
      "",
      ...rows.map(
        ({ label, words, rule }) =>
          `- **${markdownCell(label)}**${rule === null ? "" : ` (${rule})`}: ${markdownCell(words)}`,
      ),
    ].join("\n"),
  );
  const since = takenBack === undefined ? [] : [`**${markdownCell(takenBack.words)}**`];
  return [`# ${markdownCell(outcome)}`, ...since, markdownCell(title), ...parts, ""].join("\n\n");
}
