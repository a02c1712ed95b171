import fc from "fast-check";
import { expect, it } from "vitest";
import { mayAnswer, verdictStatement } from "#lib/domain/checkpoint/decide/verdict.ts";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import { attested } from "#lib/domain/checkpoint/testing/proofs.ts";
import { consumer, lockedValues, producer, Walk } from "#lib/domain/checkpoint/testing/walk.ts";
import { accept } from "#lib/domain/refusal.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { digestOf } from "#lib/platform/digest.ts";
import { serviceV3Cutover } from "#lib/protocols/service-v3-cutover.ts";
import { Report } from "../findings.ts";
import type { CheckpointAct } from "./acts.ts";
import { followCheckpoint } from "./follow.ts";

const parsed = parseCheckpointPack(serviceV3Cutover);
if (!parsed.ok) throw new Error("the pack is one");
const { pack } = parsed;
const items = pack.criteria.flatMap((group) => group.items);
const sides = [producer, consumer] as const;
const questions = pack.questions.map(({ id }) => id);

/** The same walk with the digests that the console makes. */
class Digested extends Walk {
  override circumstances(actor: Parameters<Walk["circumstances"]>[0]) {
    return { ...super.circumstances(actor), digest: digestOf, canonical: canonicalJson };
  }

  override read(question: string, go: boolean, actor: Parameters<Walk["read"]>[2], remediation = "") {
    this.enrol(actor);
    const draft = { question, answer: go ? ("go" as const) : ("no-go" as const), remediation };
    const anchor = { logHead: { seq: this.state.seq, hash: this.state.head }, nonce: "n".repeat(16) };
    const allowed = mayAnswer(this.state, this.pack, draft, this.circumstances(actor));
    if (!allowed.ok) return allowed;
    const statement = verdictStatement(allowed.value, draft, anchor, digestOf);
    return accept({ ...draft, ...anchor, shownDigest: digestOf(statement) });
  }
}

/** All that a GO waits for, by whoever owes it. */
function prove(walk: Walk): void {
  for (const run of Object.keys(pack.runs))
    walk.runs(run, pack.runs[run]?.party === "consumer" ? consumer : producer);
  for (const item of items)
    for (const actor of sides) {
      if (item.decidedBy === "attestation") walk.attest(item.id, actor);
      else if (item.decidedBy !== "system" && item.decidedBy !== "run") walk.report(item.id, actor);
    }
  for (const { id, from } of pack.record) if (from === "words") walk.write(id, producer);
}

const acts: ((walk: Walk, pick: number) => unknown)[] = [
  prove,
  prove,
  (walk, pick) =>
    walk.answer(questions[pick % 2] ?? "", pick % 3 > 0, sides[(pick >> 1) % 2] ?? producer, "Mend it."),
  (walk, pick) => walk.answer(questions[pick % 2] ?? "", true, sides[(pick >> 1) % 2] ?? producer),
  (walk, pick) => walk.answer("rehearsal", true, sides[pick % 2] ?? producer, "", attested),
  (walk, pick) => walk.report(items[pick % items.length]?.id ?? "", producer, { passed: pick % 2 === 0 }),
  (walk, pick) => walk.write("residual-risks", producer, `Risk ${pick}`),
  (walk, pick) => {
    walk.incidents =
      pick % 2 === 0 ? [] : [{ severity: pick % 3 === 0 ? "SEV-3" : "SEV-1", isCritical: pick % 5 === 0 }];
  },
  (walk, pick) => {
    walk.hours += pick % 30;
  },
  (walk, pick) => walk.observe(pick % 7 === 0 ? { tag: `v${pick}` } : lockedValues, consumer),
  (walk, pick) => walk.askBack(questions[pick % 2] ?? "", "consumer", producer),
  (walk, pick) => pick % 9 === 0 && walk.abort("payload-drift"),
  (walk, pick) => pick % 9 === 0 && walk.close(),
];

/** What a verifier finds in a log, but that the walk's signatures are none. */
function found({ log }: Walk): string[] {
  const report = new Report();
  const [opening, ...rest] = log.map((event) => ({
    ...event,
    occurredAt: event.recordedAt,
    words: null,
  })) as CheckpointAct[];
  if (opening?.type !== "CheckpointOpened") throw new Error("a log begins with its opening");
  const hashes = log.map(({ hash }) => hash);
  const given = { stream: "checkpoint/CHK-2026-0001", packHash: opening.facts.pack.hash, pack, hashes };
  followCheckpoint(opening, rest, given, report);
  return report.findings
    .filter(({ check }) => check !== "assertion")
    .map(({ check, where, message }) => `${check}, ${where}: ${message}`);
}

it("a log that the rules made is followed without a finding, whatever was done in it, opened and closed beside it", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(acts.length - 1), fc.nat(99)), { minLength: 4, maxLength: 30 }),
      (steps) => {
        const walk = new Digested(pack);
        walk.open();
        prove(walk);
        for (const [act, pick] of steps) acts[act]?.(walk, pick);
        for (const { type, facts } of walk.log) seen.add("cause" in facts ? `${type} ${facts.cause}` : type);
        expect(found(walk)).toEqual([]);
      },
    ),
    { numRuns: 30, seed: 7 },
  );
  for (const cause of ["same-answer", "unequal-answers", "baseline-moved", "abort-trigger"])
    expect(seen).toContain(`CheckpointSealed ${cause}`);
  expect(seen).toContain("VerdictsVoided");
});
