import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandLine, parseActionsFile, resolveAction, resolveCommand } from "./action.ts";

const rollback = {
  id: "application/rollback",
  title: "Switch the application back",
  service: "storefront",
  environment: "production",
  executor: "command",
  argv: ["/usr/bin/node", "/srv/control.ts", "rollback-application", "--to", "{{version}}"],
  cwd: "/srv",
  environmentVariables: {},
  parameters: {
    version: { type: "text", pattern: "^\\d+\\.\\d+\\.\\d+$", description: "release to run" },
  },
  timeoutSeconds: 60,
  expectedSeconds: 5,
  idempotent: false,
};
const { argv: _argv, cwd: _cwd, environmentVariables: _variables, ...common } = rollback;
const check = {
  ...common,
  id: "application/health",
  executor: "http-check",
  url: "https://shop.example.com/health/{{version}}?v={{version}}",
  expectedJson: [{ path: "version", equals: "{{version}}" }],
};
const manual = {
  ...common,
  id: "people/call",
  executor: "manual",
  instructions: "Call them about {{version}}.",
};

function parsed(action: object) {
  const file = parseActionsFile({ actions: [action] });
  if (!file.ok) throw new Error(JSON.stringify(file.problems));
  const [first] = file.actions;
  if (!first) throw new Error("no action");
  return first;
}

function problems(change: object) {
  const file = parseActionsFile({ actions: [{ ...rollback, ...change }] });
  return file.ok ? [] : file.problems;
}

describe("an actions file", () => {
  it("gives the registered actions of every executor", () => {
    const file = parseActionsFile({ actions: [rollback, check, manual] });
    expect(file).toMatchObject({ ok: true });
    expect(file.ok && file.actions.map((action) => action.executor)).toEqual([
      "command",
      "http-check",
      "manual",
    ]);
  });

  it.each([
    [{ timeoutSeconds: "60" }, "actions[0].timeoutSeconds", '"60"', "a whole number of seconds"],
    [{ timeoutSeconds: 0 }, "actions[0].timeoutSeconds", "0", "at least 1 second"],
    [{ expectedSeconds: 90 }, "actions[0].expectedSeconds", "90", "at most timeoutSeconds"],
    [{ executor: "shell" }, "actions[0].executor", '"shell"', 'one of the executors "command"'],
    [{ argv: [] }, "actions[0].argv", "(a list)", "a program and its arguments"],
    [{ argv: undefined }, "actions[0].argv", "(absent)", "array"],
    [{ argv: "rm -rf /" }, "actions[0].argv", '"rm -rf /"', "array"],
    [{ argv: ["{{version}}"] }, "actions[0].argv[0]", '"{{version}}"', "without a placeholder"],
    [
      { argv: ["/bin/x", "{{version}} {{other}}"] },
      "actions[0].argv[1]",
      '"{{version}} {{other}}"',
      "named other",
    ],
    [{ argv: ["/bin/x", "{{ version }}{{version}}"] }, "actions[0].argv[1]", '"{{ version', "{{name}} only"],
    [
      { argv: ["/bin/x", "a\u0000b", "{{version}}"] },
      "actions[0].argv[1]",
      '"a\\u0000b"',
      "control characters",
    ],
    [{ argv: ["/bin/x"] }, "actions[0].parameters.version", "(an object)", "{{version}} somewhere"],
    [{ cwd: "srv" }, "actions[0].cwd", '"srv"', "an absolute folder"],
    [{ shell: true }, "actions[0]", "(an object)", "no such entry as shell"],
    [{ id: "../x" }, "actions[0].id", '"../x"', "lower-case words"],
    [
      { parameters: { version: { type: "text", pattern: "(" } } },
      "actions[0].parameters.version.pattern",
      '"("',
      "a valid regular expression",
    ],
    [
      { parameters: { version: { type: "number", minimum: 3, maximum: 1 } } },
      "actions[0].parameters.version.minimum",
      "3",
      "not above the maximum",
    ],
    [
      { parameters: { version: { type: "number" } } },
      "actions[0].parameters.version.minimum",
      "(absent)",
      "number",
    ],
  ])("refuses %j, saying where, what was there and what was expected", (change, path, value, expectation) => {
    const found = problems(change).find((problem) => problem.path === path);
    expect(found).toBeDefined();
    expect(found?.value).toContain(value);
    expect(found?.expectation).toContain(expectation);
  });

  it("never repeats the value of a variable", () => {
    const found = problems({ environmentVariables: { TOKEN: 5, "A B": "canary-secret" } });
    expect(found).toHaveLength(2);
    expect(JSON.stringify(found)).not.toContain("canary");
  });

  it("refuses an id twice for one service and environment, and takes it in another", () => {
    expect(parseActionsFile({ actions: [rollback, { ...rollback, environment: "staging" }] }).ok).toBe(true);
    expect(parseActionsFile({ actions: [rollback, rollback] })).toEqual({
      ok: false,
      problems: [
        {
          path: "actions[1].id",
          value: '"application/rollback"',
          expectation: "one action of this id for storefront in production",
        },
      ],
    });
  });

  it.each(["{{version}}://x/", "https://{{version}}.example.com/", "file:///etc/passwd", "https://u:p@x/"])(
    "refuses %s as the address of a check",
    (url) => {
      const file = parseActionsFile({ actions: [{ ...check, url }] });
      expect(file.ok).toBe(false);
    },
  );
});

describe("a resolved action", () => {
  it("fills a value into its place and changes nothing else", () => {
    expect(resolveCommand(parsed(rollback), { version: "1.4.2" })).toEqual({
      ok: true,
      argv: ["/usr/bin/node", "/srv/control.ts", "rollback-application", "--to", "1.4.2"],
    });
  });

  it("names a missing and an unknown parameter", () => {
    expect(resolveCommand(parsed(rollback), { vresion: "1.4.2" })).toEqual({
      ok: false,
      problems: [
        { parameter: "vresion", reason: "application/rollback takes no parameter of this name" },
        { parameter: "version", reason: "application/rollback needs this parameter" },
      ],
    });
    expect(resolveCommand(parsed(rollback), Object.create({ version: "1.4.2" })).ok).toBe(false);
  });

  it.each([
    ["--force", "must not begin with -"],
    ["1.4.2\n", "control or invisible characters"],
    ["1.4.2\u202e", "control or invisible characters"],
    ["", "must not be empty"],
    ["x1.4.2", "must match"],
    ["1.4.2; rm", "must match"],
    ["..", "another folder"],
    [`1.4.${"2".repeat(300)}`, "at most 200 characters"],
  ])("refuses %j for a text", (version, reason) => {
    const resolution = resolveCommand(parsed(rollback), { version });
    expect(resolution).toMatchObject({ ok: false, problems: [{ parameter: "version" }] });
    expect(!resolution.ok && resolution.problems[0]?.reason).toContain(reason);
  });

  it("anchors a pattern that the administrator left open, alternatives included", () => {
    const open = parsed({ ...rollback, parameters: { version: { type: "text", pattern: "good|fine" } } });
    expect(resolveCommand(open, { version: "good" }).ok).toBe(true);
    expect(resolveCommand(open, { version: "goodbye" }).ok).toBe(false);
    expect(resolveCommand(open, { version: "not fine" }).ok).toBe(false);
  });

  it.each([
    [{ type: "integer", minimum: 1, maximum: 50 }, [42, "42"], [0, 51, 1.5, "1e1", "0x10", " 4", "four"]],
    [{ type: "number", minimum: 0, maximum: 1 }, [0.001, "0.5", 1], [1.1, "1e-3", ".5", Number.NaN]],
    [{ type: "choice", choices: ["blue", "green"] }, ["blue"], ["red", "Blue", "blue,green"]],
  ])("holds %j to its bounds", (parameter, taken, refused) => {
    const action = parsed({ ...rollback, parameters: { version: parameter } });
    for (const version of taken) expect(resolveCommand(action, { version }).ok).toBe(true);
    for (const version of refused) expect(resolveCommand(action, { version }).ok).toBe(false);
  });

  it("never turns a value into an option, another argument or another placeholder, whatever its text", () => {
    const argv = ["/bin/x", "--to={{version}}", "{{version}}", "fixed"];
    const anything = { version: { type: "text", pattern: ".*", maximumLength: 1000 } };
    const action = parsed({ ...rollback, argv, parameters: anything });
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (version) => {
        const resolution = resolveCommand(action, { version });
        if (!resolution.ok) return;
        expect(resolution.argv).toEqual(["/bin/x", `--to=${version}`, version, "fixed"]);
        expect(version.startsWith("-")).toBe(false);
      }),
    );
  });

  it("encodes a value inside an address, so that it stays one path segment or one query value", () => {
    const open = { version: { type: "text", pattern: ".*" } };
    expect(resolveAction(parsed({ ...check, parameters: open }), { version: "a/../b?x=1#y" })).toEqual({
      ok: true,
      resolved: {
        executor: "http-check",
        url: "https://shop.example.com/health/a%2F..%2Fb%3Fx%3D1%23y?v=a%2F..%2Fb%3Fx%3D1%23y",
        expectedStatus: 200,
        expectedJson: [{ path: "version", equals: "a/../b?x=1#y" }],
      },
    });
  });

  it("says as exactly what is done where no program runs", () => {
    expect(resolveCommand(parsed(check), { version: "1.4.2" })).toEqual({
      ok: true,
      argv: ["GET", "https://shop.example.com/health/1.4.2?v=1.4.2", "status=200", "version=1.4.2"],
    });
    expect(resolveCommand(parsed(manual), { version: "1.4.2" })).toEqual({
      ok: true,
      argv: ["by-hand", "Call them about 1.4.2."],
    });
  });

  it("is shown as one line in which every argument can be told from the next", () => {
    expect(commandLine(["/bin/x", "a b", "it's", "--to=1.4.2", ""])).toBe(
      "/bin/x 'a b' 'it'\\''s' --to=1.4.2 ''",
    );
  });
});
