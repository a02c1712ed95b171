import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actionFor, actionSources, everywhere } from "#lib/commands/testing/stage.ts";
import type { RegisteredAction } from "#lib/domain/rollback/action.ts";
import { listCurrentPacks } from "#lib/store/packs.ts";

// Each act is written down before it is done, so that a second one cannot hide.
const script = `#!/bin/sh
echo "$HOLDPOINT_INCIDENT $1 $HOLDPOINT_ATTEMPT" >> "$(dirname "$0")/journal"
own="$(dirname "$0")/$HOLDPOINT_INCIDENT.$1"
if [ -f "$own" ]; then . "$own"; else echo "$1 is done"; fi
`;

/** A folder with real commands behind the packs' actions: what one does in an incident, a test can say. */
export async function openWorkshop() {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-workshop-"));
  const file = join(folder, "act.sh");
  writeFileSync(file, script, { mode: 0o755 });
  writeFileSync(join(folder, "journal"), "");
  const packs = (await listCurrentPacks()).map(({ pack }) => pack);
  const actions: RegisteredAction[] = actionSources(packs).map((source) => {
    const name = source.id.replaceAll("/", "-");
    return actionFor(source, ["/bin/sh", file, name], {
      cwd: folder,
      timeoutSeconds: source.id === "policy/rollback" ? 1 : 60,
    });
  });
  const actionsFile = join(folder, "actions.json");
  writeFileSync(actionsFile, JSON.stringify({ actions: everywhere(actions) }));
  const path = (name: string) => join(folder, name);
  return {
    folder,
    actions,
    actionsFile,
    path,
    /** What an action does in one incident, as lines of a shell; `$1` is its name, `$2` its first value. */
    behave: (reference: string, action: string, lines: string) =>
      writeFileSync(path(`${reference}.${action.replaceAll("/", "-")}`), lines),
    /** The attempts that were really made, in their order. */
    attempts: (reference: string): string[] =>
      readFileSync(path("journal"), "utf8")
        .split("\n")
        .filter((line) => line.startsWith(`${reference} `))
        .map((line) => line.split(" ")[1] ?? ""),
    has: (name: string) => existsSync(path(name)),
    release: (name: string) => appendFileSync(path(name), "go"),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
export type Workshop = Awaited<ReturnType<typeof openWorkshop>>;
