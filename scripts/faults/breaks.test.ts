import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "#scripts/root.ts";
import { breaks } from "./breaks.ts";
import { checks } from "./checks/all.ts";

it.each(breaks)(
  "$name can still be planted: its place is in the product once, and a check looks for it",
  (one) => {
    for (const { file, find, put } of one.edits ?? []) {
      expect(readFileSync(join(root, file), "utf8").split(find)).toHaveLength(2);
      expect(put).not.toBe(find);
    }
    expect(checks.map(({ id }) => id)).toContain(one.found);
    expect((one.edits ?? []).length + (one.before ?? []).length + (one.after ?? []).length).toBeGreaterThan(
      0,
    );
  },
);

it("each defect has a name of its own", () => {
  expect(new Set(breaks.map(({ name }) => name)).size).toBe(breaks.length);
  expect(breaks.length).toBeGreaterThanOrEqual(8);
});
