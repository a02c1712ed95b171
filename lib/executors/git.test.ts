import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { carriedOut, registered } from "./testing/local-server.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdpoint git test "));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const person = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
const git = (cwd: string, ...words: string[]) =>
  execFileSync("git", [...person, ...words], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();

function write(path: string, text: string) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A bare repository whose configuration was good at v1.4.2 and is bad now, with a file more; and a clone to look with. */
function repository() {
  const [bare, work] = [join(folder, "shop.git"), join(folder, "work")];
  execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", bare]);
  execFileSync("git", ["clone", "--quiet", bare, work], { stdio: "ignore" });
  git(work, "checkout", "--quiet", "-B", "main");
  write(join(work, "config/shop.json"), '{"limit":10}');
  write(join(work, "README.md"), "one");
  const commit = (message: string) => {
    git(work, "add", "--all");
    git(work, "commit", "--quiet", "-m", message);
  };
  commit("good");
  git(work, "tag", "v1.4.2");
  const good = git(work, "rev-parse", "HEAD");
  write(join(work, "config/shop.json"), '{"limit":0}');
  write(join(work, "config/extra.json"), "{}");
  write(join(work, "README.md"), "two");
  commit("bad");
  git(work, "push", "--quiet", "--tags", "origin", "main");
  const look = () => git(work, "pull", "--quiet", "--ff-only", "origin", "main");
  return { bare, work, good, look, commit, head: () => git(bare, "rev-parse", "main") };
}

const parameters = { tag: { type: "text", pattern: "v[^ ]*" } };
const restore = (bare: string, change: object = {}) => ({
  executor: "git",
  repository: bare,
  branch: "main",
  operation: { do: "restore", paths: ["config"], tag: "{{tag}}", ...change },
  parameters,
});
const environment = { HOLDPOINT_INCIDENT: "INC-2026-0001", HOLDPOINT_ATTEMPT: "run/step/1" };

describe("a configuration that is set to a tag", () => {
  it("is one commit on the branch: these paths as the tag has them, and nothing else", async () => {
    const { bare, work, good, look } = repository();
    const result = await carriedOut(restore(bare, { commit: good }), { tag: "v1.4.2" }, { environment });
    expect(result).toMatchObject({ outcome: "succeeded", mayStillRun: false });
    look();
    expect(readFileSync(join(work, "config/shop.json"), "utf8")).toBe('{"limit":10}');
    expect(existsSync(join(work, "config/extra.json"))).toBe(false);
    expect(readFileSync(join(work, "README.md"), "utf8")).toBe("two");
    expect(git(work, "log", "-1", "--format=%an|%B")).toBe(
      "Holdpoint|Set config to v1.4.2\n\nIncident: INC-2026-0001\nAttempt: run/step/1",
    );
    expect(git(work, "rev-list", "--count", "HEAD")).toBe("3");
  });

  it("is left alone where it is so", async () => {
    const { bare, head } = repository();
    await carriedOut(restore(bare), { tag: "v1.4.2" });
    const before = head();
    expect((await carriedOut(restore(bare), { tag: "v1.4.2" })).summary).toBe(
      "main is so already; nothing to commit",
    );
    expect(head()).toBe(before);
  });

  it.each([
    ["a tag that is not there", { tag: "v9" }, {}, "there is no tag v9"],
    ["a tag that was moved", { tag: "v1.4.2" }, { commit: "0".repeat(40) }, "tag v1.4.2 is commit"],
    ["a range for a tag", { tag: "v1..v2" }, {}, "is not a plain branch or tag"],
    ["a reflog for a tag", { tag: "v1@{1}" }, {}, "is not a plain branch or tag"],
    ["an option for a tag", { tag: "--exec=x" }, {}, "must not begin with -"],
  ])("is not touched for %s", async (_, values, change, summary) => {
    const { bare, head } = repository();
    const before = head();
    const result = await carriedOut(restore(bare, change), values);
    expect(["failed", "refused"]).toContain(result.outcome);
    expect(result.summary).toContain(summary);
    expect(head()).toBe(before);
  });

  it("comes after a push that came in between, and takes nothing of it back", async () => {
    const { bare, work, look, commit } = repository();
    write(join(work, "other.txt"), "of somebody else");
    commit("in between");
    // The hook pushes once, in the moment when ours is about to be taken in.
    const hook = `#!/bin/sh\nunset GIT_DIR GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES\nif [ ! -e "${folder}/once" ]; then touch "${folder}/once"; git -C "${work}" push --quiet origin main; fi\n`;
    writeFileSync(join(bare, "hooks/pre-receive"), hook, { mode: 0o755 });
    const result = await carriedOut(restore(bare), { tag: "v1.4.2" });
    expect(result).toMatchObject({ outcome: "succeeded" });
    expect(result.text).toContain("main has moved on; begun anew");
    look();
    expect(readFileSync(join(work, "other.txt"), "utf8")).toBe("of somebody else");
    expect(readFileSync(join(work, "config/shop.json"), "utf8")).toBe('{"limit":10}');
  });

  it("says what the other side says when it refuses", async () => {
    const { bare } = repository();
    writeFileSync(join(bare, "hooks/pre-receive"), "#!/bin/sh\necho this branch is frozen\nexit 1\n", {
      mode: 0o755,
    });
    const result = await carriedOut(restore(bare), { tag: "v1.4.2" });
    expect(result).toMatchObject({ outcome: "failed", mayStillRun: false });
    expect(result.summary).toContain("this branch is frozen");
  });
});

describe("an incident's record", () => {
  const record = async () => ({ name: "INC-2026-0001-verification.md", text: "# Verification results\n" });
  const commitRecord = (bare: string, change: object = {}) => ({
    executor: "git",
    repository: bare,
    branch: "main",
    operation: { do: "commit-record", record: "verification-results", ...change },
  });

  it("is committed into docs/review/", async () => {
    const { bare, work, look } = repository();
    const result = await carriedOut(commitRecord(bare), {}, { environment, record });
    expect(result).toMatchObject({ outcome: "succeeded" });
    look();
    const file = join(work, "docs/review/INC-2026-0001-verification.md");
    expect(readFileSync(file, "utf8")).toBe("# Verification results\n");
  });

  it("never leaves the repository by a link that somebody put there", async () => {
    const { bare, work, commit } = repository();
    mkdirSync(join(folder, "outside"));
    mkdirSync(join(work, "docs"));
    execFileSync("ln", ["-s", join(folder, "outside"), join(work, "docs/review")]);
    commit("a link");
    git(work, "push", "--quiet", "origin", "main");
    expect(await carriedOut(commitRecord(bare), {}, { environment, record })).toMatchObject({
      outcome: "failed",
    });
    expect(existsSync(join(folder, "outside/INC-2026-0001-verification.md"))).toBe(false);
  });

  it("is not asked for where there is no incident", async () => {
    const { bare } = repository();
    expect(await carriedOut(commitRecord(bare))).toMatchObject({ outcome: "refused", hasStarted: false });
  });

  it.each(["../elsewhere", "/etc", ".git/hooks", "docs/../../x", "docs//x", "-x"])(
    "may not be put into %s",
    (place) => {
      expect(() => registered(commitRecord("/srv/shop.git", { folder: place }))).toThrow(
        /inside the repository/,
      );
    },
  );

  it.each([
    "ext::sh -c id",
    "https://u:p@example.com/x",
    "file:///etc",
    "--upload-pack=x",
    "git://example.com/x",
  ])("may not come from %s", (place) => {
    expect(() => registered({ ...commitRecord("/x"), repository: place })).toThrow(
      /an absolute folder, or an https/,
    );
  });
});
