import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Each attempt writes down that it begins, that it lives, and how it ends: what was really done, whatever the log says.
// A child of its own that never ends by itself shows whether anything is left behind.
const script = `#!/bin/sh
folder="$(dirname "$0")"
say() { echo "$(date +%s%3N) $1 $HOLDPOINT_ATTEMPT" >> "$folder/marks"; }
say begin
ticks=2; code=0; child=no
[ -f "$folder/$HOLDPOINT_INCIDENT.$1" ] && . "$folder/$HOLDPOINT_INCIDENT.$1"
if [ "$child" = yes ]; then ( while :; do sleep 0.2; say child; done ) & fi
while [ "$ticks" -gt 0 ]; do sleep 0.2; say tick; ticks=$((ticks - 1)); done
echo "$1 did what it does"
say "end-$code"
exit "$code"
`;

export type Mark = { at: number; what: "begin" | "tick" | "child" | `end-${string}`; attempt: string };
export type Behaviour = { ticks: number; code: 0 | 1; child: boolean };

/** A folder with the real program behind every action, and what it wrote down. */
export function openWorkshop() {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-faults-"));
  const program = join(folder, "act.sh");
  const marks = join(folder, "marks");
  writeFileSync(program, script, { mode: 0o755 });
  writeFileSync(marks, "");
  return {
    folder,
    program,
    actionsFile: join(folder, "actions.json"),
    behave(reference: string, name: string, { ticks, code, child }: Behaviour) {
      writeFileSync(
        join(folder, `${reference}.${name}`),
        `ticks=${ticks}; code=${code}; child=${child ? "yes" : "no"}\n`,
      );
    },
    readMarks: (): Mark[] => readFileSync(marks, "utf8").split("\n").flatMap(parseMark),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
export type Workshop = ReturnType<typeof openWorkshop>;

function parseMark(line: string): Mark[] {
  const [at, what, attempt] = line.split(" ");
  return at && what && attempt ? [{ at: Number(at), what: what as Mark["what"], attempt }] : [];
}
