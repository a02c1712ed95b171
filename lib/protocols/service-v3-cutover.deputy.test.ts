import { describe, expect, it } from "vitest";
import { decideEndingDeputy, decideNamingDeputy } from "#lib/domain/checkpoint/decide/deputy.ts";
import { CheckpointStatement } from "#lib/domain/checkpoint/packet.ts";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import { mayReadThis, namedDeputies } from "#lib/domain/checkpoint/read.ts";
import { consumer, producer, stranger, Walk } from "#lib/domain/checkpoint/testing/walk.ts";
import type { ActingPerson } from "#lib/domain/incident/circumstances.ts";
import { builtInCheckpointPacks } from "./index.ts";

const parsed = parseCheckpointPack(builtInCheckpointPacks.find(({ id }) => id === "service-v3-cutover"));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { pack } = parsed;
const deputy: ActingPerson = { ...stranger, id: "00000000-0000-4000-8000-000000000004", roles: [] };
const day = { from: "2026-02-08T00:00:00.000Z", until: "2026-02-09T09:00:00.000Z" };

type Given = { lead?: ActingPerson; who?: ActingPerson | null; from?: string; until?: string };
function names(walk: Walk, { lead = producer, who = deputy, ...time }: Given = {}) {
  const input = { candidate: who, reason: "Asleep.", ...day, ...time };
  return walk.record(decideNamingDeputy(walk.state, pack, input, walk.circumstances(lead)), lead);
}
const ends = (walk: Walk, named: number, lead = producer) =>
  walk.record(
    decideEndingDeputy(walk.state, pack, { named, reason: "Awake." }, walk.circumstances(lead)),
    lead,
  );
/** Everything but the verdicts. */
function proven(): Walk {
  const walk = new Walk(pack);
  walk.open();
  walk.follow(({ act }) => act.kind === "answer");
  return walk;
}

describe("a deputy at a checkpoint", () => {
  it("[MKD-8] signs for the side of the lead who named them, says so in what they sign, and seals with the other side", () => {
    const walk = proven();
    expect(walk.answer("rehearsal", true, deputy)).toMatchObject({ refusal: { code: "unauthorised" } });
    expect(names(walk)).toMatchObject({ ok: true, value: [{ type: "DeputyNamed" }] });
    const named = walk.state.seq;
    expect(walk.answer("rehearsal", true, deputy).ok).toBe(true);
    const given = walk.state.verdicts.producer?.rehearsal;
    expect(given).toMatchObject({ go: true, by: deputy.id });
    expect(CheckpointStatement.parse(JSON.parse(given?.signature?.statement ?? ""))).toMatchObject({
      party: "producer",
      person: deputy.id,
      deputyFor: { person: producer.id, named },
    });
    walk.answer("rehearsal", true, consumer);
    expect(walk.outcome("rehearsal").sealing).toMatchObject({ outcome: "go", cause: "same-answer" });
  });

  it("[MKD-8] is one voice with the side: its own signer's answer takes the deputy's place", () => {
    const walk = proven();
    names(walk);
    walk.answer("rehearsal", true, deputy);
    walk.answer("rehearsal", false, producer, "After all not.");
    expect(walk.state.verdicts.producer?.rehearsal).toMatchObject({ go: false, by: producer.id });
    expect(walk.outcome("rehearsal").sealing).toBeNull();
  });

  it("[MKD-8] asks and answers for the side, and reports, attests and names nothing for it", () => {
    const walk = proven();
    names(walk);
    expect(walk.askBack("cutover", "consumer", deputy).ok).toBe(true);
    expect(walk.report("manifest", deputy).ok).toBe(false);
    expect(walk.attest("governing-documents", deputy).ok).toBe(false);
    expect(walk.abort("payload-drift", deputy).ok).toBe(false);
    expect(names(walk, { lead: deputy, who: { ...stranger } }).ok).toBe(false);
  });

  it("[MKD-8] signs neither before nor after their time, nor once it was taken back", () => {
    const walk = proven();
    names(walk, { from: "2026-02-09T00:00:00.000Z" });
    const refused = { refusal: { code: "unauthorised" } };
    expect(walk.answer("rehearsal", true, deputy)).toMatchObject(refused);
    walk.hours = 20;
    expect(walk.read("rehearsal", true, deputy).ok).toBe(true);
    walk.hours = 25;
    expect(walk.answer("rehearsal", true, deputy)).toMatchObject(refused);
    const again = proven();
    names(again);
    const named = again.state.seq;
    expect(ends(again, named, consumer)).toMatchObject({ refusal: { code: "unauthorised", rule: "MKD-8" } });
    expect(ends(again, 1)).toMatchObject({ refusal: { code: "invalid", rule: "MKD-8" } });
    expect(ends(again, named).ok).toBe(true);
    expect(ends(again, named)).toMatchObject({ refusal: { code: "conflict", rule: "MKD-8" } });
    expect(again.answer("rehearsal", true, deputy)).toMatchObject(refused);
  });

  it("[MKD-8] who has signed for one side is never the other's deputy, whatever the roster says later", () => {
    const walk = proven();
    walk.answer("rehearsal", true, consumer);
    const left = { ...consumer, party: null };
    expect(names(walk, { who: left })).toMatchObject({ refusal: { code: "unauthorised", rule: "MKD-8" } });
  });

  it("[MKD-8] who comes to belong to a side is nobody's deputy any more", () => {
    const walk = proven();
    names(walk);
    expect(walk.answer("rehearsal", true, { ...deputy, party: "consumer" }).ok).toBe(true);
    expect(walk.state.verdicts).toMatchObject({ consumer: { rehearsal: { by: deputy.id } } });
    expect(walk.state.verdicts.producer?.rehearsal).toBeUndefined();
  });

  it("[MKD-8] reads the checkpoint until it is taken back", () => {
    const walk = proven();
    const reader = { personId: deputy.id, party: null, roles: [], isAuditor: false };
    expect(mayReadThis(namedDeputies(walk.state), pack, reader)).toBe(false);
    names(walk);
    expect(mayReadThis(namedDeputies(walk.state), pack, reader)).toBe(true);
    ends(walk, walk.state.seq);
    expect(mayReadThis(namedDeputies(walk.state), pack, reader)).toBe(false);
  });

  const cases: [string, Given, object][] = [
    ["somebody of the other side", { who: consumer }, { code: "unauthorised" }],
    ["somebody of one's own side", { who: { ...deputy, party: "producer" } }, { code: "conflict" }],
    ["oneself", { who: producer }, { code: "invalid" }],
    ["nobody", { who: null }, { code: "invalid" }],
    ["a time that is over", { until: "2026-02-08T01:00:00.000Z" }, { code: "invalid" }],
    ["a time that ends before it begins", { from: day.until, until: day.from }, { code: "invalid" }],
    ["without leading the side", { lead: { ...producer, roles: [] } }, { code: "unauthorised" }],
  ];
  it.each(cases)("[MKD-8] is not named: %s", (_, given, refusal) => {
    expect(names(proven(), given)).toMatchObject({ ok: false, refusal: { ...refusal, rule: "MKD-8" } });
  });

  it("[MKD-8] is named once at a time, and by nobody who is of no side", () => {
    const walk = proven();
    names(walk);
    for (const lead of [producer, consumer])
      expect(names(walk, { lead })).toMatchObject({ refusal: { code: "conflict", rule: "MKD-8" } });
    expect(names(walk, { lead: stranger })).toMatchObject({ refusal: { code: "unauthorised" } });
    walk.close();
    expect(ends(walk, walk.state.seq - 1)).toMatchObject({ refusal: { code: "conflict" } });
  });
});
