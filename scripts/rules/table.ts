import type { Row } from "./verdict.ts";

const columns = ["rule", "kind", "tests", "passed", "failed", "by face", "taken out", "state"];
const noticedOf = ({ tried }: Row) =>
  tried.filter(({ came }) => came === "caught" || came === "needed").length;

const cells = (row: Row): string[] => [
  row.rule.id,
  row.rule.kind,
  String(row.named.length),
  String(row.passed),
  String(row.named.length - row.passed),
  row.rule.kind === "behaviour" ? String(row.throughFace) : "",
  row.tried.length === 0 ? "" : `${noticedOf(row)}/${row.tried.length}`,
  row.state,
];

/** Each reason for later, with its rules. */
const laterLines = (rows: Row[]): string[] => {
  const reasons = Map.groupBy(
    rows.filter(({ state }) => state === "later"),
    ({ why }) => why.join(" "),
  );
  const lines = [...reasons].map(
    ([why, ofOne]) => `  ${ofOne.map(({ rule }) => rule.id).join(", ")}: ${why}`,
  );
  return lines.length === 0 ? [] : ["", "Later:", ...lines];
};

/** One line for every rule; what is red or not run says why below it. */
export function tableOf(rows: Row[]): string {
  const lines = [columns, ...rows.map(cells)];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const aligned = (line: string[]) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const [head = [], ...body] = lines;
  return [
    aligned(head),
    ...rows.flatMap((row, index) => [
      aligned(body[index] ?? []),
      ...(row.state === "later" ? [] : row.why.map((reason) => `    ${reason}`)),
    ]),
    ...laterLines(rows),
  ].join("\n");
}

/** The counts in one line. */
export function sumOf(rows: Row[]): string {
  const count = (state: Row["state"]) => rows.filter((row) => row.state === state).length;
  const notRun = count("not run") === 0 ? "" : `${count("not run")} not run, `;
  return `${rows.length} rules: ${count("green")} green, ${count("red")} red, ${notRun}${count("later")} later`;
}
