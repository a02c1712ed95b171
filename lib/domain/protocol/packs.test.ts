import { describe, expect, it } from "vitest";
import { smallPack } from "../incident/testing/small-pack.ts";
import { parsePack } from "./parse-pack.ts";

type Path = (string | number)[];

/** The small pack with one value changed; `undefined` takes it away. */
function changed(path: Path, value: unknown): unknown {
  const pack = structuredClone(smallPack) as unknown;
  const last = path.at(-1) as string;
  const owner = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (part, key) => part[key] as Record<string, unknown>,
      pack as Record<string, unknown>,
    );
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return pack;
}

function problemsOf(path: Path, value: unknown) {
  const parsed = parsePack(changed(path, value));
  return parsed.ok ? [] : parsed.problems;
}

const nobody = "nobody";
const dangling: [Path, unknown, string, string][] = [
  [["commander"], nobody, "commander", "role"],
  [["roles", "lead", "party"], nobody, "roles.lead.party", "party"],
  [["triggers", "down", "minimumSeverity"], "Z", "triggers.down.minimumSeverity", "severity"],
  [["triggers", "down", "requires", "plan"], nobody, "triggers.down.requires.plan", "plan"],
  [["triggers", "down", "requires", "freeze"], nobody, "triggers.down.requires.freeze", "freeze"],
  [["audiences", "north", "parties"], [nobody], "audiences.north.parties.0", "party"],
  [["audiences", "public", "roles"], [nobody], "audiences.public.roles.0", "role"],
  [["clocks", "first", "owner"], { role: nobody }, "clocks.first.owner.role", "role"],
  [["clocks", "first", "owner"], { parties: [nobody] }, "clocks.first.owner.parties.0", "party"],
  [["clocks", "first", "onBreach"], nobody, "clocks.first.onBreach", "escalation"],
  [["clocks", "first", "metBy", "notices"], [nobody], "clocks.first.metBy.notices.0", "notice"],
  [
    ["clocks", "first", "metBy"],
    { is: "deliverable", deliverable: nobody },
    "clocks.first.metBy.deliverable",
    "deliverable",
  ],
  [
    ["clocks", "start", "when"],
    [{ is: "severity-in", severities: ["Z"] }],
    "clocks.start.when.0.severities.0",
    "severity",
  ],
  [["escalations", "upwards", "path"], [nobody], "escalations.upwards.path.0", "role"],
  [["notices", "first", "audiences"], [nobody], "notices.first.audiences.0", "audience"],
  [
    ["authority", "startRollback", 0, "severities"],
    ["Z"],
    "authority.startRollback.0.severities.0",
    "severity",
  ],
  [["authority", "startRollback", 0, "by"], [nobody], "authority.startRollback.0.by.0", "role"],
  [
    ["authority", "startRollback", 1, "approval", "role"],
    nobody,
    "authority.startRollback.1.approval.role",
    "role",
  ],
  [
    ["authority", "startRollback", 0, "ratify", "role"],
    nobody,
    "authority.startRollback.0.ratify.role",
    "role",
  ],
  [["evidence", "logs", "party"], nobody, "evidence.logs.party", "party"],
  [["bundles", "proof", "evidence"], [nobody], "bundles.proof.evidence.0", "evidence requirement"],
  [["bundles", "proof", "finalRecord"], nobody, "bundles.proof.finalRecord", "gate"],
  [["gates", "onward", "proposes"], nobody, "gates.onward.proposes", "party"],
  [["gates", "onward", "confirms"], nobody, "gates.onward.confirms", "party"],
  [
    ["deliverables", "summary", "owner"],
    { parties: [nobody] },
    "deliverables.summary.owner.parties.0",
    "party",
  ],
];

const conditions: [unknown, string][] = [
  [{ is: "severity-at-least", severity: "Z" }, "severity"],
  [{ is: "severity-in", severities: ["Z"] }, "severity"],
  [{ is: "trigger-in", triggers: [nobody] }, "trigger"],
  [{ is: "notice-accepted", notice: nobody }, "notice"],
  [{ is: "evidence-present", evidence: nobody }, "evidence requirement"],
  [{ is: "bundle-complete", bundle: nobody }, "bundle"],
  [{ is: "decision-sealed", gate: nobody }, "gate"],
  [{ is: "deliverable-handed-in", deliverable: nobody }, "deliverable"],
  [{ is: "fact-given", fact: nobody }, "fact"],
  [{ is: "fact-is", fact: nobody, value: "yes" }, "fact"],
  [{ is: "role-assigned", role: nobody }, "role"],
  [{ is: "scope-at-least", level: "Z" }, "scope level"],
  [{ is: "target-confirmed", target: nobody }, "target"],
  [{ is: "play-chosen", plays: [nobody] }, "play"],
  [{ is: "check-green", check: nobody }, "check"],
  [{ is: "measure-normal", check: nobody }, "check"],
  [{ is: "attested", attestation: nobody }, "attestation"],
  [{ is: "any-of", of: [{ is: "ratified" }, { is: "attested", attestation: nobody }] }, "attestation"],
  [{ is: "all-of", of: [{ is: "ratified" }, { is: "notice-accepted", notice: nobody }] }, "notice"],
];

describe("a pack that names what it does not declare", () => {
  it("is accepted while it names only what it declares", () => {
    expect(parsePack(smallPack)).toMatchObject({ ok: true });
    expect(parsePack(JSON.parse(JSON.stringify(smallPack)))).toMatchObject({ ok: true });
  });

  it.each(dangling)("is refused for %j = %j, at its path and as what it is", (path, value, at, what) => {
    const name = JSON.stringify(value).includes("Z") ? "Z" : nobody;
    expect(problemsOf(path, value)).toEqual([
      {
        path: at,
        message: expect.stringContaining(`"${name}" is no ${what} of this pack; there are: `),
        found: name,
        names: expect.any(Array),
      },
    ]);
  });

  it.each(conditions)(
    "is refused for the condition %j of an exit, a gate, an answer and a freeze",
    (condition, what) => {
      const message = expect.stringContaining(`is no ${what} of this pack`);
      const at = (path: string) => [
        expect.objectContaining({ path: expect.stringMatching(new RegExp(`^${path}[.]`)), message }),
      ];
      const criterion = { id: "new", title: "A new one", condition };
      const asked = { id: "new", title: "A new one", condition: { is: "ratified" }, when: [condition] };
      expect(problemsOf(["exit"], [criterion])).toEqual(at("exit[.]new[.]condition"));
      expect(problemsOf(["exit"], [asked])).toEqual(at("exit[.]new[.]when[.]0"));
      expect(problemsOf(["gates", "onward", "criteria"], [criterion])).toEqual(
        at("gates[.]onward[.]criteria[.]new[.]condition"),
      );
      expect(problemsOf(["gates", "onward", "answers", 0, "criteria"], [criterion])).toEqual(
        at(
          `gates[.]onward[.]answers[.]${smallPack.gates?.onward?.answers[0]?.id}[.]criteria[.]new[.]condition`,
        ),
      );
      expect(problemsOf(["freezes", "deploys", "liftsWhen"], [condition])).toEqual(
        at("freezes[.]deploys[.]liftsWhen[.]0"),
      );
    },
  );

  it("lists the names there are", () => {
    expect(problemsOf(["commander"], nobody)[0]?.message).toContain("captain, duty, lead, peer, public");
  });

  it("is told of every such name at once", () => {
    const pack = { ...smallPack, commander: nobody, evidence: { logs: { title: "Logs", party: nobody } } };
    const parsed = parsePack(pack);
    expect(!parsed.ok && parsed.problems.map(({ path }) => path)).toEqual([
      "commander",
      "evidence.logs.party",
      "bundles.proof.evidence.1",
    ]);
  });
});

describe("a notice's template", () => {
  it.each([
    ["body", "Started by {{facts.nothing}}", 'notices.first.body: "facts.nothing"'],
    ["subject", "{{incident.colour}}", 'notices.first.subject: "incident.colour"'],
    ["requires", ["fields.nothing"], 'notices.first.requires: "fields.nothing"'],
    ["carries", { "fields.nothing": "TST-1" }, 'notices.first.carries: "fields.nothing"'],
  ])("whose %s names what no incident has is refused", (part, value, expected) => {
    const found = problemsOf(["notices", "first", part], value);
    expect(found.map(({ path, message }) => `${path}: ${message}`).join()).toContain(expected);
  });

  it("that is not understood is refused with its line", () => {
    expect(problemsOf(["notices", "first", "body"], "Impact:\n{{#if x}}")).toEqual([
      { path: "notices.first.body", message: expect.stringContaining("line 2") },
    ]);
  });

  it("may name the pack's facts, its own fields and any value of the baseline", () => {
    const notice = {
      ...smallPack.notices?.first,
      asks: { news: "News" },
      body: "{{facts.impact}} {{fields.news}} {{baseline.release}} {{#each services}}{{this}}{{/each}}",
    };
    expect(problemsOf(["notices", "first"], notice)).toEqual([]);
  });
});

describe("a pack's shape", () => {
  it.each<[Path, unknown, string, string]>([
    [["id"], "Small Pack", "id", "lower-case words joined by hyphens"],
    [["version"], "1.0", "version", "a version such as 1.0.0"],
    [["severities"], [], "severities", "1"],
    [["phases"], undefined, "phases", "array"],
    [["authority", "startRollback"], [], "authority.startRollback", "1"],
    [["clocks", "first", "dueInMinutes"], 0, "clocks.first.dueInMinutes", "more than 0 minutes"],
    [["clocks", "first", "dueInMinutes"], "15", "clocks.first.dueInMinutes", "number"],
    [["clocks", "first", "dueInMinutes"], undefined, "clocks.first.dueInMinutes", "is missing"],
    [["clocks", "first", "startsAt"], "NoonStruck", "clocks.first.startsAt", "TriggerIdentified"],
    [["clocks", "first", "rule"], "rule three", "clocks.first.rule", "a rule id such as MKC-3"],
    [["clocks", "First Word"], {}, "clocks.First Word", "cannot be a name"],
    [["facts", "long-name"], { title: "x", kind: "text" }, "facts.long-name", "cannot be a name"],
    [["plans", "back", "steps", 0, "action"], "rm -rf /", "plans.back.steps.0.action", "group/action"],
    [["colour"], "red", "colour", "is no key here"],
    [
      ["exit"],
      [{ id: "x", title: "Code", condition: { is: "code", run: "x" } }],
      "exit.0.condition.is",
      'found "code"; expected one of: severity-at-least',
    ],
  ])("refuses %j = %j with its path and what was expected", (path, value, at, expectation) => {
    const found = problemsOf(path, value).find((problem) => problem.path === at);
    expect(found?.message).toContain(expectation);
  });

  it.each([null, undefined, "pack", 5, [], {}])("refuses %j", (nothing) => {
    expect(parsePack(nothing).ok).toBe(false);
  });
});
