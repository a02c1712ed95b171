import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { smallPack } from "#lib/domain/incident/testing/small-pack.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { builtInPacks } from "#lib/protocols/index.ts";
import { checkPackText, problemSentence } from "./check.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function sentences(text: string | Uint8Array): string[] {
  const checked = checkPackText(typeof text === "string" ? bytes(text) : text);
  return checked.ok ? [] : checked.problems.map(problemSentence);
}

/** The small pack as JSON with one change made to it. */
function changed(change: (pack: never) => void): string {
  const pack = structuredClone(smallPack);
  change(pack as never);
  return JSON.stringify(pack, null, 2);
}

describe("a file that holds a pack", () => {
  it.each(builtInPacks.map((pack) => [pack.id, pack] as const))(
    "is read the same as JSON and as YAML: %s",
    (_, pack) => {
      const json = checkPackText(bytes(JSON.stringify(pack)));
      const yaml = checkPackText(bytes(stringify(pack, { aliasDuplicateObjects: false })));
      expect(json).toMatchObject({ ok: true });
      expect(yaml.ok && yaml.pack).toEqual(json.ok && json.pack);
    },
  );

  it("may begin with a mark of byte order, and have its lines end as on Windows", () => {
    const text = stringify(smallPack, { aliasDuplicateObjects: false }).replaceAll("\n", "\r\n");
    expect(checkPackText(bytes(`\uFEFF${text}`))).toMatchObject({ ok: true });
  });
});

describe("what is wrong is told with its line, its path, what was found, and the nearest right name", () => {
  it.each<[string, (pack: never) => void, RegExp]>([
    [
      "an unknown key",
      (pack: { clocks: { first: object } }) => Object.assign(pack.clocks.first, { dueInMinute: 3 }),
      /^line \d+, clocks\.first\.dueInMinute: "dueInMinute" is no key here; there are: .* — did you mean "dueInMinutes"\?$/,
    ],
    [
      "a key that a choice of shapes has not",
      (pack: { clocks: { first: object } }) =>
        Object.assign(pack.clocks.first, { owner: { rol: "captain" } }),
      /clocks\.first\.owner\.rol: "rol" is no key here; there are: role, parties — did you mean "role"\?/,
    ],
    [
      "a word that is none of its choice",
      (pack: { clocks: { first: object } }) =>
        Object.assign(pack.clocks.first, { startsAt: "IncidentDeclare" }),
      /clocks\.first\.startsAt: found "IncidentDeclare"; expected one of: .* — did you mean "IncidentDeclared"\?/,
    ],
    [
      "a condition that there is not",
      (pack: { exit: object[] }) => Object.assign(pack.exit[0] ?? {}, { condition: { is: "clocks-setled" } }),
      /exit\.0\.condition\.is: found "clocks-setled".* — did you mean "clocks-settled"\?/,
    ],
    [
      "a role that nobody declared",
      (pack: { commander: string }) => Object.assign(pack, { commander: "captin" }),
      /^line \d+, commander: "captin" is no role of this pack; .* — did you mean "captain"\?$/,
    ],
    [
      "a missing part",
      (pack: { phases?: unknown }) => Reflect.deleteProperty(pack, "phases"),
      /^phases: is missing; expected array$/,
    ],
    [
      "a number written as words",
      (pack: { clocks: { first: object } }) => Object.assign(pack.clocks.first, { dueInMinutes: "15" }),
      /clocks\.first\.dueInMinutes: found "15"; expected number/,
    ],
    [
      "a criterion, found by its id",
      (pack: { gates: { onward: { criteria: object[] } } }) =>
        Object.assign(pack.gates.onward.criteria[1] ?? {}, {
          condition: { is: "evidence-present", evidence: "log" },
        }),
      /^line \d+, gates\.onward\.criteria\.logs\.condition\.evidence: "log" is no .* — did you mean "logs"\?$/,
    ],
  ])("%s", (_, change, expected) => {
    expect(sentences(changed(change))).toEqual([expect.stringMatching(expected)]);
  });
});

const manyTriggers = Object.fromEntries(
  Array.from({ length: 10_000 }, (_, index) => [`t${index}`, smallPack.triggers.slow]),
);

describe("a hostile pack is refused in words", () => {
  it.each<[string, string, RegExp]>([
    ["5 MB", "x".repeat(5_000_000), /has 4883 KiB; expected at most 256 KiB/],
    ["a clock of no time", changed(setDue(0)), /found 0; expected more than 0 minutes/],
    ["a clock of less than no time", changed(setDue(-5)), /found -5; expected more than 0 minutes/],
    ["a clock of ever", `{"clocks":{"first":{"dueInMinutes":1e999}}}`, /dueInMinutes/],
    ["an id twice in a list", changed(twice), /severities: "A" is there twice/],
    ["a key twice in JSON", `{"id": "a",\n "id": "b"}`, /^line 2, id: "id" is there twice$/],
    [
      "a key twice in JSON, written otherwise",
      `{"id": "a",\n "\\u0069d": "b"}`,
      /^line 2, id: "id" is there twice$/,
    ],
    ["a key twice in YAML", "id: a\nid: b", /^line 2, id: "id" is there twice$/],
    [
      "a template with an unknown name",
      changed((pack: { notices: { first: object } }): object =>
        Object.assign(pack.notices.first, { body: "Impact: {{facts.imact}}" }),
      ),
      /notices\.first\.body: "facts\.imact" is nothing a notice may name; .* — did you mean "facts\.impact"\?/,
    ],
    [
      "a step's value with an unknown name",
      changed((pack: { plans: { back: { steps: object[] } } }) =>
        Object.assign(pack.plans.back.steps[0] ?? {}, { with: { release: "{{basline.release}}" } }),
      ),
      /plans\.back\.steps\.code\.with\.release: "basline\.release" is nothing that may stand here; there are: baseline\.\*/,
    ],
    [
      "a wait for what nobody can do",
      changed((pack: { exit: object[] }) =>
        Object.assign(pack.exit[0] ?? {}, { condition: { is: "unfrozen" } }),
      ),
      /exit\.0\.condition: waits for "unfrozen", and this pack has no unfreeze/,
    ],
    [
      "a bundle that waits for what is owed only sometimes",
      changed((pack: { evidence: { logs: object } }) =>
        Object.assign(pack.evidence.logs, { when: [{ is: "ratified" }] }),
      ),
      /bundles\.proof\.evidence\.0: "logs" is owed only sometimes/,
    ],
    ["__proto__ in JSON", `{"__proto__": {"isAdministrator": true}}`, /"__proto__" cannot be a name/],
    ["__proto__ in YAML", "__proto__:\n  isAdministrator: true", /"__proto__" cannot be a name/],
    [
      "constructor",
      changed((pack: { roles: object }) => Object.assign(pack.roles, { constructor: { title: "C" } })),
      /roles: "constructor" cannot be a name/,
    ],
    ["an anchor and its aliases", bomb(), /has the anchor "a"; a pack has no anchors/],
    ["an alias", "id: *a", /./],
    ["a tag", "id: !!js/function 'x'", /id: has the tag .*; a pack has no tags/],
    ["two documents", "id: a\n---\nid: b", /a second document begins/],
    ["brackets without end", `a: ${"[".repeat(200_000)}`, /nested more than 64 levels/],
    ["depth in JSON", `${'{"a":'.repeat(30_000)}1${"}".repeat(30_000)}`, /nested more than 24 levels/],
    ["quotes without end", '"'.repeat(200_000), /Unexpected double-quoted-scalar/],
    ["a list without end", `[${"a,".repeat(100_000)}]`, /entries; expected at most 500/],
    ["half a JSON", `{"id": "a"`, /not well-formed JSON/],
    ["nothing", " \n", /The file is empty/],
  ])("%s", (_, text, expected) => {
    const startedAt = performance.now();
    expect(sentences(text)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
    expect(performance.now() - startedAt, "no file costs more than a moment").toBeLessThan(15_000);
  });

  it("10,000 triggers", () => {
    const pack = { ...smallPack, triggers: manyTriggers };
    expect(parsePack(pack)).toEqual({
      ok: false,
      problems: [{ path: "triggers", message: "holds 10000 entries; expected at most 500" }],
    });
    expect(sentences(JSON.stringify(pack))).toEqual([expect.stringMatching(/expected at most 256 KiB/)]);
  });

  it("bytes that are no text", () => {
    expect(sentences(new Uint8Array([0xff, 0xfe, 0x00]))).toEqual([expect.stringMatching(/is not text/)]);
  });

  it("many problems at once are told in one answer of bounded length", () => {
    const triggers = Object.fromEntries(
      Array.from({ length: 490 }, (_, index) => [
        `t${index}`,
        { ...smallPack.triggers.slow, minimumSeverity: "Z" },
      ]),
    );
    expect(sentences(JSON.stringify({ ...smallPack, triggers }))).toHaveLength(100);
  });
});

describe("parts that wait for themselves are refused", () => {
  it.each<[string, (pack: never) => void, RegExp]>([
    [
      "any-of inside any-of",
      (pack: { exit: object[] }) =>
        Object.assign(pack.exit[0] ?? {}, {
          condition: { is: "any-of", of: [{ is: "any-of", of: [] }, { is: "ratified" }] },
        }),
      /exit\.0\.condition\.of\.0\.is: found "any-of"; expected one of/,
    ],
    [
      "a gate whose criterion is the bundle that its record completes",
      (pack: { gates: { onward: { criteria: object[] } } }) =>
        Object.assign(pack.gates.onward.criteria[1] ?? {}, {
          condition: { is: "bundle-complete", bundle: "proof" },
        }),
      /gates\.onward: waits for itself in a circle: gates\.onward → bundles\.proof → gates\.onward/,
    ],
    [
      "a clock that is met once every clock is",
      (pack: { clocks: { first: object } }) =>
        Object.assign(pack.clocks.first, { metBy: { is: "conditions", all: [{ is: "clocks-settled" }] } }),
      /clocks\.first: waits for itself in a circle/,
    ],
    [
      "an escalation that comes round",
      (pack: { escalations: { upwards: object } }) =>
        Object.assign(pack.escalations.upwards, { path: ["captain", "lead", "captain"] }),
      /escalations\.upwards\.path: "captain" is there twice/,
    ],
    [
      "plays that outrank each other",
      (pack: object) =>
        Object.assign(pack, {
          plays: {
            one: { title: "One way", means: "One way out.", outranks: ["two"] },
            two: { title: "Another way", means: "Another way out.", outranks: ["one"] },
          },
        }),
      /plays\.one\.outranks: "one" outranks itself in a circle/,
    ],
    [
      "a past that is no time",
      (pack: { facts: object }) =>
        Object.assign(pack.facts, { seen: { title: "What was seen", kind: "text", past: true } }),
      /facts\.seen\.past: belongs to an instant, and this is of the kind "text"/,
    ],
    [
      "a time that is to be the baseline's value",
      (pack: object) =>
        Object.assign(pack, {
          targets: {
            moment: { title: "Moment", kind: "instant", equals: "release", confirms: { role: "captain" } },
          },
        }),
      /targets\.moment\.equals: belongs to text or a pin, and this is of the kind "instant"/,
    ],
  ])("%s", (_, change, expected) => {
    expect(sentences(changed(change))[0]).toMatch(expected);
  });
});

function setDue(dueInMinutes: number) {
  return (pack: { clocks: { first: object } }) => Object.assign(pack.clocks.first, { dueInMinutes });
}

function twice(pack: { severities: object[] }) {
  pack.severities.push(structuredClone(pack.severities[0] ?? {}));
}

/** Nine lines that stand for a billion words. */
function bomb(): string {
  const names = "abcdefghi".split("");
  return names
    .map(
      (name, index) =>
        `${name}: &${name} [${Array(9)
          .fill(index === 0 ? "x" : `*${names[index - 1]}`)
          .join(", ")}]`,
    )
    .join("\n");
}
