export const pageLines = 200;
/** Three thousand lines: what is seen, and enough around it. */
export const mostPages = 15;

export type Page = { number: number; lines: readonly string[] };
/** The pages that were used last, the latest at the end; the others are forgotten and asked for again. */
export type LinePages = readonly Page[];

export const lineAt = (pages: LinePages, line: number): string | undefined =>
  pages.find(({ number }) => number === Math.floor(line / pageLines))?.lines[line % pageLines];

export function withPage(pages: LinePages, page: Page): LinePages {
  return [...pages.filter(({ number }) => number !== page.number), page].slice(-mostPages);
}

/** What an answer holds, page by page. It begins where a page begins. */
export function withLines(pages: LinePages, from: number, lines: readonly string[]): LinePages {
  let next = pages;
  for (let at = 0; at < lines.length; at += pageLines)
    next = withPage(next, { number: (from + at) / pageLines, lines: lines.slice(at, at + pageLines) });
  return next;
}

/** The pages among these lines that are not here, or that have grown since. */
export function missingPages(pages: LinePages, from: number, to: number, total: number): number[] {
  const missing: number[] = [];
  const last = Math.floor((Math.min(to, total) - 1) / pageLines);
  for (let number = Math.floor(from / pageLines); number <= last; number += 1) {
    const here = pages.find((page) => page.number === number)?.lines.length ?? 0;
    if (here < Math.min(pageLines, total - number * pageLines)) missing.push(number);
  }
  return missing;
}
