import { expect, it } from "vitest";
import { withPlanted } from "./planted.ts";
import { findStaleProtocolPages, protocolPages } from "./protocol-pages.ts";

it("a page that is out of date, missing or of no pack is told", async () => {
  const pages = [...protocolPages()].map(([name, text]) => [`docs/protocols/${name}`, text] as const);
  const [first = ["", ""], ...others] = pages;
  const planted = {
    ...Object.fromEntries(others.slice(1)),
    [first[0]]: `${first[1]}\n`,
    "docs/protocols/gone.md": "",
  };
  const told = await withPlanted(planted, findStaleProtocolPages);
  const missing = others[0]?.[0] ?? "";
  expect(told.map((sentence) => sentence.split(" ")[0])).toEqual([
    first[0],
    missing,
    "docs/protocols/gone.md",
  ]);
  expect(await withPlanted(Object.fromEntries(pages), findStaleProtocolPages)).toEqual([]);
});
