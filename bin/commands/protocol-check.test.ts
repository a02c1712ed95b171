import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { smallPack } from "#lib/domain/incident/testing/small-pack.ts";
import { root } from "#scripts/root.ts";

const folder = mkdtempSync(join(tmpdir(), "protocol-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

function check(name: string, content: string | null, ...flags: string[]) {
  const file = join(folder, name);
  if (content !== null) writeFileSync(file, content);
  const args = [
    "--disable-warning=ExperimentalWarning",
    "bin/holdpoint.ts",
    "protocol",
    "check",
    file,
    ...flags,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  return { status, said: `${stdout}${stderr}`.replaceAll(folder, "") };
}

it("a good pack is told as one, with exit 0", () => {
  expect(check("good.json", JSON.stringify(smallPack))).toEqual({
    status: 0,
    said: "/good.json: Small, version 1.0.0 of small. Nothing is wrong with it.\n",
  });
});

it("what is wrong is told with line, path and the nearest right name, with exit 1", () => {
  const { status, said } = check("bad.yaml", "id: small\ntitel: Small\n");
  expect(status).toBe(1);
  expect(said).toContain('line 2, titel: "titel" is no key here;');
  expect(said).toContain('did you mean "title"?');
});

it("an action that nobody registered is wrong where the registered ones are given", () => {
  writeFileSync(join(folder, "actions.json"), JSON.stringify({ actions: [] }));
  const flags = ["--actions", join(folder, "actions.json")];
  const { status, said } = check("good.json", JSON.stringify(smallPack), ...flags);
  expect(status).toBe(1);
  expect(said).toContain(
    'plans.back.steps.code.action: "shop/code" is no registered action; there are: none',
  );
});

it("a file that is not there, or none at all, ends with exit 2", () => {
  expect(check("absent.json", null)).toEqual({
    status: 2,
    said: "The file cannot be read: /absent.json\n",
  });
  expect(check("good.json", null, "--colour", "red").status).toBe(2);
});

it("5 MB are refused without being read", () => {
  expect(check("large.json", "x".repeat(5_000_000)).said).toContain("expected at most 256 KiB");
});
