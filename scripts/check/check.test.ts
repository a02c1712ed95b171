import { expect, it } from "vitest";
import { findBareActions } from "./actions.ts";
import { findDeadPaths } from "./documents.ts";
import { findFloorBreaches } from "./floors.ts";
import { withPlanted } from "./planted.ts";
import { findUntoldSettings } from "./settings.ts";
import { findTooManyLongFiles } from "./sizes.ts";
import { eslint, types } from "./tools.ts";
import { findHolesInLock, findOldVersions } from "./versions.ts";

const value = "export const value = 1;\n";
const from = (path: string) => `export { value as v${path.length} } from "${path}";\n`;
const typeFrom = (path: string) => `import type { Value } from "${path}";\nexport type Mine = Value;\n`;

const houseWithBreaches = {
  "lib/domain/clock/a.ts": from("#lib/platform/time.ts"),
  "lib/domain/clock/typed.ts": typeFrom("#lib/store/typed.ts"),
  "lib/domain/gate/detour.ts": from("#lib/protocols/detour.ts"),
  "lib/domain/gate/guest.ts": 'import { test } from "vitest";\nexport const guest = test;\n',
  "lib/domain/gate/round.ts": from("./trip.ts"),
  "lib/domain/gate/trip.ts": from("./round.ts"),
  "lib/protocols/detour.ts": from("#lib/platform/time.ts"),
  "lib/platform/time.ts": value,
  "lib/platform/sunk.ts": from("#lib/store/rows.ts"),
  "lib/store/rows.ts": `${value}import pg from "pg";\nexport const client = pg.Client;\n`,
  "lib/store/typed.ts": "export type Value = 1;\n",
  "lib/channels/mail.ts": from("#lib/store/rows.ts"),
  "lib/executors/climber.ts": from("#lib/commands/act.ts"),
  "lib/commands/act.ts": value,
  "lib/commands/second-door.ts": 'import pg from "pg";\nexport const client = pg.Client;\n',
  "lib/commands/speaks.ts": from("#lib/channels/silent.ts"),
  "lib/channels/silent.ts": value,
  "lib/commands/climber.ts": from("#app/page.tsx"),
  "lib/queries/writes.ts": from("#lib/commands/act.ts"),
  "lib/worker/renders.ts": 'import { useState } from "react";\nexport const use = useState;\n',
  "lib/commands/wants-script.ts": from("#scripts/script.ts"),
  "scripts/script.ts": value,
  "app/page.tsx": value,
  "app/short-cut.ts": from("#lib/store/rows.ts"),
  "app/signs.ts": from("#lib/queries/keyed.ts"),
  "lib/queries/keyed.ts": from("#lib/platform/signing-key.ts"),
  "lib/platform/signing-key.ts": value,
  "components/active.ts": from("#lib/queries/read.ts"),
  "components/ui/knows.ts": from("#lib/domain/gate/pure.ts"),
  "lib/queries/read.ts": value,
  "lib/domain/gate/pure.ts": value,
  "demo/shop.ts": from("../lib/platform/time.ts"),
  "e2e/peeks.spec.ts": from("#lib/commands/act.ts"),
  "lib/commands/nowhere.ts": from("#lib/store/gone.ts"),
};

it("catches every planted breach of the floors, by type, by detour and in a circle too", async () => {
  const breaches = (await withPlanted(houseWithBreaches, findFloorBreaches)).join("\n");
  const caught = (path: string, rule: string) =>
    expect(breaches, `${path} breaks ${rule}`).toMatch(
      new RegExp(`^${path} → [^\\n]*\\n\\s+${rule}: \\w`, "m"),
    );
  caught("lib/domain/clock/a.ts", "domain-is-alone");
  caught("lib/domain/clock/typed.ts", "domain-is-alone");
  caught("lib/domain/gate/guest.ts", "domain-is-alone");
  caught("lib/domain/gate/detour.ts", "domain-reaches-no-io");
  caught("lib/domain/gate/round.ts", "no-cycles");
  caught("lib/protocols/detour.ts", "packs-are-values");
  caught("lib/platform/sunk.ts", "platform-is-below-adapters");
  caught("lib/channels/mail.ts", "adapters-are-strangers");
  caught("lib/executors/climber.ts", "adapters-never-climb");
  caught("lib/commands/second-door.ts", "database-has-one-door");
  caught("lib/commands/speaks.ts", "only-the-worker-speaks");
  caught("lib/commands/climber.ts", "use-cases-never-climb");
  caught("lib/queries/writes.ts", "queries-never-command");
  caught("lib/worker/renders.ts", "plain-node-stays-plain");
  caught("lib/commands/wants-script.ts", "product-needs-no-script");
  caught("app/short-cut.ts", "doors-use-the-front");
  caught("app/signs.ts", "web-has-no-signing-key");
  caught("components/active.ts", "components-are-passive");
  caught("components/ui/knows.ts", "primitives-have-no-domain-words");
  caught("demo/shop.ts", "shop-is-foreign");
  caught("e2e/peeks.spec.ts", "journeys-look-from-outside");
  caught("lib/commands/nowhere.ts", "everything-resolves");
  expect(breaches, "a clean file is not blamed").not.toMatch(/^lib\/(store\/rows|domain\/gate\/pure)\.ts/m);
});

it("catches each impurity of the domain, a default in a switch, and files and functions above the caps", async () => {
  const long = Array.from({ length: 301 }, (_, index) => `export const a${index} = ${index};`).join("\n");
  const body = Array.from({ length: 51 }, (_, index) => `  a += ${index};`).join("\n");
  const union = 'type Way = "up" | "down";\n';
  const planted = {
    "lib/domain/now.ts": "export const now = () => Date.now();\n",
    "lib/domain/new-date.ts": "export const now = () => new Date();\n",
    "lib/domain/dice.ts": "export const dice = () => Math.random();\n",
    "lib/domain/environment.ts": "export const home = () => process.env.HOME;\n",
    "lib/domain/waits.ts": "export const wait = async () => 1;\n",
    "lib/domain/open.ts": `${union}export function f(way: Way) {\n  switch (way) {\n    case "up":\n      return 1;\n  }\n  return 0;\n}\n`,
    "lib/domain/default.ts": `${union}export function f(way: Way) {\n  switch (way) {\n    case "up":\n      return 1;\n    default:\n      return 0;\n  }\n}\n`,
    "lib/store/long-file.ts": `${long}\n`,
    "lib/store/long-function.ts": `export function f() {\n  let a = 0;\n${body}\n  return a;\n}\n`,
    "lib/domain/pure.ts": "export const at = (now: number) => new Date(now);\n",
  };
  const found = (await withPlanted(planted, eslint)).join("\n");
  for (const path of Object.keys(planted)) {
    if (path === "lib/domain/pure.ts") expect(found).not.toContain(path);
    else expect(found).toContain(path);
  }
  expect(found).toMatch(/open\.ts\n.*switch-exhaustiveness-check/);
});

it("catches a type that does not fit", async () => {
  const planted = { "lib/wrong.ts": 'export const port: number = "3000";\n', "app/layout.tsx": value };
  expect((await withPlanted(planted, types)).join()).toContain("lib/wrong.ts(1,14)");
});

it("catches a server action without the one wrapper, whatever it looks like", async () => {
  const wrapper = 'import { defineAction } from "#app/_action/define-action.ts";\n';
  const action = (text: string) => `"use server";\n${text}`;
  const planted = {
    "app/a/fine.ts": action(`${wrapper}export const fineAction = defineAction({});\nexport type T = 1;\n`),
    "app/a/near.ts": action(
      'import { defineAction } from "../_action/define-action.ts";\nexport const b = defineAction({});\n',
    ),
    "app/b/bare.ts": action(`${wrapper}export async function bareAction() {}\n`),
    "app/b/arrow.ts": action(`${wrapper}export const arrow = async () => {};\n`),
    "app/b/namesake.ts": action(
      'import { defineAction } from "./mine.ts";\nexport const c = defineAction({});\n',
    ),
    "app/b/renamed.ts": action(
      'import { other as defineAction } from "#app/_action/define-action.ts";\nexport const d = defineAction({});\n',
    ),
    "app/b/passed-on.ts": action(`${wrapper}export { e } from "./bare.ts";\n`),
    "app/b/default.ts": action(`${wrapper}export default defineAction({});\n`),
    "app/b/inner.tsx":
      'export function Page() {\n  const f = async () => {\n    "use server";\n  };\n  return f;\n}\n',
  };
  const found = (await withPlanted(planted, findBareActions)).map((finding) => finding.split(":")[0]);
  expect([...new Set(found)].sort()).toEqual(
    Object.keys(planted)
      .filter((path) => path.includes("/b/"))
      .sort(),
  );
});

it("catches a document that names a path that is gone", async () => {
  const planted = {
    "docs/one.md": "See `lib/here.ts`, `lib/gone.ts` and [that](two.md). Not `POST /api/v1`, not `a/b`.\n",
    "lib/here.ts": value,
  };
  expect(await withPlanted(planted, findDeadPaths)).toEqual([
    "docs/one.md names lib/gone.ts, which does not exist.",
    "docs/one.md names docs/two.md, which does not exist.",
  ]);
});

it("catches a setting that the README leaves out, and one that nothing reads", async () => {
  const planted = {
    "lib/platform/env.ts": "const environment = z.object({\n  PORT: port,\n  HOLDPOINT_NEW: word,\n});\n",
    "README.md": "| `PORT` | web |\n| `HOLDPOINT_OLD`   | web |\n",
  };
  expect(await withPlanted(planted, findUntoldSettings)).toEqual([
    "README.md does not tell of HOLDPOINT_NEW.",
    "README.md tells of HOLDPOINT_OLD, which lib/platform/env.ts does not read.",
  ]);
});

it("catches a house where more than one file in ten is longer than usual", async () => {
  const long = "\n".repeat(181);
  const planted = { "lib/a.ts": long, "lib/b.ts": value, "lib/a.test.ts": long };
  expect(await withPlanted(planted, findTooManyLongFiles)).toHaveLength(1);
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`lib/c${index}.ts`, value]));
  expect(await withPlanted({ ...many, "lib/a.ts": long }, findTooManyLongFiles)).toEqual([]);
});

it("catches a locked version below the minimum, also deep in the tree, a hole in the lock, and a package without its digest", async () => {
  const lock = {
    packages: {
      "node_modules/next": {
        version: "16.3.2",
        optionalDependencies: { "@next/swc-darwin-arm64": "16.3.2" },
      },
      "node_modules/a/node_modules/next-auth": { version: "4.9.0" },
      "node_modules/undici": { version: "7.30.2" },
      "node_modules/@next/swc-win32-x64-msvc": { version: "16.3.2", os: ["win32"], cpu: ["x64"] },
    },
  };
  const planted = { "package-lock.json": JSON.stringify(lock) };
  expect(await withPlanted(planted, findOldVersions)).toEqual([
    expect.stringContaining("node_modules/next is 16.3.2; at least 16.3.3"),
    expect.stringContaining("node_modules/a/node_modules/next-auth is 4.9.0"),
  ]);
  expect(await withPlanted(planted, findHolesInLock)).toEqual([
    expect.stringContaining("The lock misses @next/swc-darwin-arm64"),
    ...["next", "a/node_modules/next-auth", "undici"].map((name) =>
      expect.stringContaining(`no digest for node_modules/${name}:`),
    ),
  ]);
});
