import { describe, expect, it } from "vitest";
import { type LinePages, lineAt, missingPages, mostPages, pageLines, withLines } from "./line-pages.ts";

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `${from + index}`);
const read = (pages: LinePages, from: number, count = pageLines) =>
  withLines(pages, from, numbered(from, count));

describe("the lines that a browser keeps", () => {
  it("are few however far a reader goes, and always the ones used last", () => {
    let pages: LinePages = [];
    for (let from = 0; from < 300_000; from += pageLines) pages = read(pages, from);
    expect(pages).toHaveLength(mostPages);
    expect(lineAt(pages, 299_999)).toBe("299999");
    expect(lineAt(pages, 0)).toBeUndefined();
  });

  it("are asked for by the page where they are not here", () => {
    const pages = read([], 400);
    expect(missingPages(pages, 390, 610, 300_000)).toEqual([1, 3]);
    expect(missingPages(pages, 410, 500, 300_000)).toEqual([]);
    expect(missingPages([], 0, 50, 0)).toEqual([]);
  });

  it("are asked for again where the last page has grown", () => {
    const pages = read([], 0, 30);
    expect(missingPages(pages, 0, 40, 30)).toEqual([]);
    expect(missingPages(pages, 0, 40, 31)).toEqual([0]);
    expect(missingPages(read(pages, 0, 31), 0, 40, 31)).toEqual([]);
  });
});
