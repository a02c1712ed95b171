import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { actionWords, commandLine, parseActionsFile } from "./action.ts";

const page = readFileSync(new URL("../../../docs/actions.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/```json\n(\{\n[\s\S]*?\n\})\n```\n\n> `(.+)`/g)].map(
  ([, json = "", line = ""]) => ({
    action: JSON.parse(json) as { id: string; executor: string },
    line,
  }),
);

describe("the page on actions", () => {
  it.each(examples)("shows for $action.id an action that is taken, and its very line", ({ action, line }) => {
    const file = parseActionsFile({ actions: [action] });
    expect(file).toMatchObject({ ok: true });
    if (!file.ok || file.actions[0] === undefined) return;
    // A page is read by people: a placeholder needs no quotes of a shell.
    const bare = (text: string) => text.replaceAll("'", "");
    expect(bare(line)).toBe(bare(commandLine(actionWords(file.actions[0]))));
  });

  it("has an example of every executor", () => {
    const shown = new Set(examples.map(({ action }) => action.executor));
    const known = ["command", "http", "check", "git", "manual", "kubernetes", "cloudflare", "github"];
    expect([...shown].sort()).toEqual(known.sort());
    expect(page.match(/```json/g)).toHaveLength(examples.length + 2);
  });

  it("has an example of the probes of a locked baseline that is taken", () => {
    const [, json = ""] = /```json\n(\{\n {2}"actions": \[\],\n[\s\S]*?\n\})\n```/.exec(page) ?? [];
    expect(parseActionsFile(JSON.parse(json))).toMatchObject({ ok: true, probes: [{}, {}, {}] });
  });
});
