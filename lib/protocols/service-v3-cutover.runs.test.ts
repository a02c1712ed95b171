import { expect, it } from "vitest";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import { consumer, producer, Walk, workingFolder } from "#lib/domain/checkpoint/testing/walk.ts";
import { builtInCheckpointPacks } from "./index.ts";

const parsed = parseCheckpointPack(builtInCheckpointPacks.find(({ id }) => id === "service-v3-cutover"));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { pack } = parsed;

const sides = [
  {
    rule: "MKD-10.1",
    side: consumer,
    other: producer,
    run: "consumer-run",
    commands: [
      "pnpm run check:memorykernel-handoff:service-v3-candidate",
      "pnpm run check:memorykernel-pin",
      "pnpm run test:memorykernel-contract",
      "pnpm run test:ci",
      "pnpm run check:memorykernel-governance",
      "pnpm run test:memorykernel-phase3-dry-run",
      "pnpm run test:memorykernel-cutover-dry-run",
    ],
  },
  {
    rule: "MKD-10.2",
    side: producer,
    other: consumer,
    run: "producer-run",
    commands: [
      "cargo fmt --all -- --check",
      "cargo clippy --workspace --all-targets --all-features -- -D warnings",
      "cargo test --workspace --all-targets --all-features",
      "verify_service_contract_alignment.sh",
      "verify_contract_parity.sh",
      "verify_producer_contract_manifest.sh",
      "verify_producer_handoff_payload.sh",
    ],
  },
];
const reportOf = (walk: Walk, run: string) => walk.state.reports[run];

function opened() {
  const walk = new Walk(pack);
  walk.open();
  return walk;
}

it.each(sides)(
  "[MKD-10] [$rule] the run is green once each of its seven commands was, handed in by a pipeline of its side",
  ({ side, other, run, commands, rule }) => {
    const walk = opened();
    expect(walk.pack.runs[run]?.commands).toEqual(commands);
    expect(walk.pipeline(run, other, commands[0] ?? "")).toMatchObject({ ok: false, refusal: { rule } });
    for (const [index, command] of commands.entries()) {
      expect(reportOf(walk, run)?.passed ?? false).toBe(false);
      expect(walk.pipeline(run, side, command).ok, `${index}`).toBe(true);
    }
    expect(reportOf(walk, run)).toMatchObject({ passed: true, pipeline: { run: workingFolder } });
  },
);

it.each(sides)(
  "[MKD-10] [$rule] a failure of one command takes the green away until it succeeds",
  ({ side, run, commands }) => {
    const walk = opened();
    const script = { shownIn: commands.map((command) => `+ ${command}`).join("\n") };
    walk.pipeline(run, side, "./verify-all.sh", script);
    expect(reportOf(walk, run)).toMatchObject({ passed: true, pipeline: { covers: commands } });
    expect(walk.pipeline(run, side, commands[3] ?? "", { exitCode: 101 }).ok).toBe(true);
    expect(reportOf(walk, run)?.passed).toBe(false);
    walk.pipeline(run, side, commands[2] ?? "");
    expect(reportOf(walk, run)?.passed).toBe(false);
    walk.pipeline(run, side, commands[3] ?? "");
    expect(reportOf(walk, run)?.passed).toBe(true);
  },
);

it.each(sides)(
  "[MKD-10] [$rule] a failure that names no command, and a red by hand, ask for every command again",
  ({ side, run, commands }) => {
    const failures = [
      (walk: Walk) => walk.pipeline(run, side, "./verify-all.sh", { exitCode: 1 }),
      (walk: Walk) => walk.report(run, side, { passed: false, output: "" }),
    ];
    for (const failure of failures) {
      const walk = opened();
      walk.runs(run, side);
      expect(failure(walk).ok).toBe(true);
      for (const command of commands) {
        expect(reportOf(walk, run)?.passed, command).toBe(false);
        walk.pipeline(run, side, command);
      }
      expect(reportOf(walk, run)?.passed).toBe(true);
    }
  },
);

it.each(sides)(
  "[MKD-10] [$rule] commands at different commits make no run, and one without its place is refused",
  ({ side, run, commands, rule }) => {
    const walk = opened();
    const [first = "", ...rest] = commands;
    const at = (commit: string | null, branch: string | null = "main") => {
      const token = "00000000-0000-4000-8000-000000000008";
      const time = { startedAt: "2026-02-08T09:00:00.000Z", endedAt: "2026-02-08T09:00:00.000Z" };
      const output = { sha256: "c".repeat(64), bytes: 6 };
      return { run: { token, ...time, ...workingFolder, commit, branch, output } };
    };
    walk.pipeline(run, side, first, at("e".repeat(40)));
    for (const command of rest) walk.pipeline(run, side, command);
    expect(reportOf(walk, run)?.passed).toBe(false);
    for (const nowhere of [at(null), at("d".repeat(40), null)])
      expect(walk.pipeline(run, side, first, nowhere)).toMatchObject({ ok: false, refusal: { rule } });
    walk.pipeline(run, side, first);
    expect(reportOf(walk, run)?.passed).toBe(true);
  },
);

it.each(sides)(
  "[MKD-10] [$rule] a green command is one of its commit: with changes beside it, or none to tell, it is refused",
  ({ side, run, commands, rule }) => {
    const walk = opened();
    const [command = ""] = commands;
    const beside = (isClean: boolean | null) => {
      const token = "00000000-0000-4000-8000-000000000008";
      const time = { startedAt: "2026-02-08T09:00:00.000Z", endedAt: "2026-02-08T09:00:00.000Z" };
      const output = { sha256: "c".repeat(64), bytes: 6 };
      return { run: { token, ...time, ...workingFolder, isClean, output } };
    };
    for (const isClean of [false, null])
      expect(walk.pipeline(run, side, command, beside(isClean))).toMatchObject({
        ok: false,
        refusal: { code: "rule", rule, message: expect.stringContaining("exactly as its commit") },
      });
    expect(walk.pipeline(run, side, command, { ...beside(false), exitCode: 1 }).ok).toBe(true);
    expect(walk.pipeline(run, side, command, beside(true)).ok).toBe(true);
  },
);

it("[MKD-10] what is none of a run's commands, and what its side does not show, is refused", () => {
  const walk = opened();
  expect(walk.pipeline("producer-run", producer, "true")).toMatchObject({
    ok: false,
    refusal: { code: "rule" },
  });
  expect(walk.pipeline("error-envelope", producer, "check.sh")).toMatchObject({
    ok: false,
    refusal: { message: expect.stringContaining('"service.v3"') },
  });
  expect(walk.pipeline("target-pin", producer, "git rev-parse")).toMatchObject({ ok: false });
  expect(walk.pipeline("parity", producer, "parity.sh").ok).toBe(true);
  expect(walk.state.reports.parity).toMatchObject({ passed: true, source: "check" });
});
