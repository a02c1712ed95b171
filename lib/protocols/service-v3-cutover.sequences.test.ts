import fc from "fast-check";
import { expect, it } from "vitest";
import type { LoggedCheckpointEvent } from "#lib/domain/checkpoint/events.ts";
import { CheckpointStatement } from "#lib/domain/checkpoint/packet.ts";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import type { CheckpointRecord } from "#lib/domain/checkpoint/sealing.ts";
import { attested, consumer, lockedValues, producer, Walk } from "#lib/domain/checkpoint/testing/walk.ts";
import { canonicalOf } from "#lib/domain/incident/testing/digest.ts";
import { builtInCheckpointPacks } from "./index.ts";

const parsed = parseCheckpointPack(builtInCheckpointPacks.find(({ id }) => id === "service-v3-cutover"));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { pack } = parsed;

const turned = { ...producer, party: "consumer" };
const people = [producer, consumer, producer, consumer, producer, consumer, turned];
const questions = ["rehearsal", "cutover"];
const subjects = ["producer-sign-off", "manifest", "candidate-payload"];
const pick = <T>(from: readonly T[], number: number): T => from[number % from.length] as T;

type Act = (walk: Walk, who: number, what: number) => unknown;
const signs: Act = (walk, who, what) => {
  const proof = what % 7 === 6 ? attested : undefined;
  const go = what % 9 !== 8;
  return walk.answer(pick(questions, what), go, pick(people, who), go ? "" : "Mend it.", proof);
};
const acts: Act[] = [
  signs,
  signs,
  signs,
  signs,
  signs,
  signs,
  signs,
  signs,
  (walk, who, what) =>
    walk.report(pick(subjects, who), pick([producer, consumer], who), { output: `green ${what}` }),
  (walk, who) => walk.report(pick(subjects, who), producer, { passed: false }),
  (walk) => walk.follow(({ act }) => act.kind === "answer" || act.kind === "close"),
  (walk, _, what) => walk.write("residual-risks", producer, `Risk ${what}`),
  (walk, _, what) => {
    const critical = [{ severity: "SEV-1", isCritical: true }];
    walk.incidents = what % 2 === 0 ? critical : [];
  },
  (walk, who) => walk.observe(who % 6 === 5 ? { tag: "v9" } : { tag: lockedValues.tag ?? "" }, consumer),
  (walk, who) => (who % 6 === 5 ? walk.abort("payload-drift") : null),
];

/** Everything is in but the answers. */
const start = new Walk(pack);
start.open();
start.follow(({ act }) => act.kind === "answer");
const proven = [...start.log];
/** The same with both questions sealed at GO: what changes after that is in question. */
start.follow();
const sealedAtGo = start.log;

/** What was open on the service when each entry was made: the log does not know it. */
type Told = { log: LoggedCheckpointEvent[]; wasCritical: boolean[] };

type Steps = readonly (readonly [number, number, number])[];

function play(from: readonly LoggedCheckpointEvent[], steps: Steps): Told {
  const walk = new Walk(pack);
  walk.log = [...from];
  const wasCritical = walk.log.map(() => false);
  for (const [act, who, what] of steps) {
    pick(acts, act)(walk, who, what);
    while (wasCritical.length < walk.log.length) wasCritical.push(walk.incidents.length > 0);
  }
  return { log: walk.log, wasCritical };
}

const isEnding = (event: LoggedCheckpointEvent) =>
  event.type === "AbortTriggered" || (event.type === "BaselineObserved" && event.facts.moved.length > 0);

/** Why a GO stands in the log that no rule allows, told from the entries before it alone; null where there is none. */
function forbiddenGo({ log, wasCritical }: Told): string | null {
  for (const [index, event] of log.entries()) {
    if (event.type !== "CheckpointSealed" || event.facts.outcome !== "go") continue;
    const before = log.slice(0, index);
    const { question } = event.facts;
    const { verdicts, packetDigest, packet }: CheckpointRecord = JSON.parse(event.facts.record);
    if (before.some(isEnding)) return "sealed at GO after its end";
    if (wasCritical[index] === true) return "sealed at GO in a critical incident";
    const red = subjects.find((subject) => {
      const last = before.findLast(
        (one) => one.type === "CriterionReported" && one.facts.criterion === subject,
      );
      return last?.type === "CriterionReported" && !last.facts.passed;
    });
    if (red !== undefined && (question === "cutover" || red !== "manifest"))
      return `sealed at GO past ${red}`;
    if (new Set(verdicts.map(({ person }) => person)).size !== 2) return "sealed by one person";
    if (verdicts.some(({ answer }) => answer !== "go")) return "sealed at GO past a NO-GO";
    const weak = verdicts.some(({ proof }) => (proof as { method: string }).method !== "passkey");
    if (question === "cutover" && weak) return "the cutover sealed without a passkey";
    const other = verdicts.some(({ statement }) => {
      const said = CheckpointStatement.parse(JSON.parse(statement));
      return said.packetDigest !== packetDigest || canonicalOf(said.packet) !== canonicalOf(packet);
    });
    if (other) return "sealed over another packet than was signed";
  }
  return null;
}

/** A GO that stands at the end over other words or values than were signed; null where there is none. */
function unsignedGo({ log }: Told): string | null {
  const walk = new Walk(pack);
  walk.log = log;
  for (const question of questions) {
    const { go, sealing } = walk.outcome(question);
    if (!go || sealing === null) continue;
    const { packet }: CheckpointRecord = JSON.parse(sealing.record);
    const signed = new Map([...packet.criteria, ...packet.runs].map(({ id, proof }) => [id, proof]));
    const other = log.find(
      (one) =>
        one.seq > sealing.seq &&
        one.type === "CriterionReported" &&
        signed.has(one.facts.criterion) &&
        walk.state.reports[one.facts.criterion]?.digest !== signed.get(one.facts.criterion),
    );
    if (other !== undefined) return `${question} stands over what entry ${other.seq} changed`;
    const written = packet.written.find(({ digest, id }) => walk.state.written[id]?.digest !== digest);
    if (written !== undefined) return `${question} stands over other words of ${written.id}`;
  }
  return null;
}

it("[MKD-8.8] [MKD-7] no sequence of signatures, reports, incidents and moved values seals a GO that a rule forbids", () => {
  const seen = { go: 0, "no-go": 0, voided: 0, ended: 0 };
  const step = fc.tuple(fc.nat(14), fc.nat(41), fc.nat(69));
  fc.assert(
    fc.property(fc.nat(3), fc.array(step, { minLength: 6, maxLength: 12 }), (from, steps) => {
      const told = play(from === 0 ? sealedAtGo : proven, steps);
      for (const event of told.log) {
        if (event.type === "CheckpointSealed") seen[event.facts.outcome] += 1;
        if (event.type === "VerdictsVoided") seen.voided += 1;
        if (isEnding(event)) seen.ended += 1;
      }
      expect(forbiddenGo(told) ?? unsignedGo(told)).toBeNull();
    }),
    { numRuns: 120, seed: 20_261_121 },
  );
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(5);
});
