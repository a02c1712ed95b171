import { describe, expect, it } from "vitest";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import { recordDocument } from "#lib/domain/checkpoint/record-document.ts";
import { consumer, producer, Walk } from "#lib/domain/checkpoint/testing/walk.ts";
import { digestOf } from "#lib/domain/incident/testing/digest.ts";
import { recordMarkdown } from "#lib/domain/record/document.ts";
import { builtInCheckpointPacks } from "./index.ts";

const parsed = parseCheckpointPack(builtInCheckpointPacks.find(({ id }) => id === "service-v3-cutover"));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { pack } = parsed;

/** The cutover's record, with the words that its log still has. */
function read(walk: Walk, kept: readonly string[]) {
  const words = new Map(kept.map((one) => [digestOf(one), one]));
  return recordDocument(JSON.parse(walk.outcome("cutover").sealing?.record ?? "null"), {
    person: (id) => (id === producer.id ? "Ines" : "David"),
    party: (id) => pack.parties[id]?.title ?? id,
    role: (id) => id,
    words: (digest) => words.get(digest) ?? null,
    cause: "",
    later: undefined,
  });
}
const rowsOf = ({ sections }: ReturnType<typeof read>, title: string) =>
  sections.find((one) => one.title === title)?.rows.map(({ label, words }) => [label, words]) ?? [];

describe("a sealed record as a document", () => {
  const walk = new Walk(pack);
  walk.open();
  walk.runs("producer-run", producer);
  walk.follow(({ act }) => act.kind === "answer" && act.question === "cutover");
  walk.answer("cutover", true, producer);
  walk.answer("cutover", false, consumer, "One more *dry run*.");
  const said = "Consumer, what has to be mended";

  it("[MKD-8] has what the NO-GO side wrote beside its verdict, and nothing of a side that wrote nothing", () => {
    const document = read(walk, ["One more *dry run*."]);
    expect(rowsOf(document, "Verdicts").map(([label]) => label)).toEqual(["Producer", "Consumer", said]);
    expect(rowsOf(document, "Verdicts")).toContainEqual([said, "One more *dry run*."]);
    expect(recordMarkdown(document)).toContain(`**${said}**: One more \\*dry run\\*.`);
  });

  it("[MKD-8] takes no other words for what was signed, and says where they were redacted", () => {
    const redacted = `redacted; words of the digest ${digestOf("One more *dry run*.")}`;
    expect(rowsOf(read(walk, ["Something else."]), "Verdicts")).toContainEqual([said, redacted]);
    const [, written] = rowsOf(read(walk, []), "Written by the sides")[0] ?? [];
    expect(written).toContain(`redacted; words of the digest ${digestOf("Agreed by both leads.")}`);
  });

  it("[MKD-8.5] tells a required run that somebody reported by hand from one that a pipeline ran", () => {
    const [ofProducer, ofConsumer] = rowsOf(read(walk, []), "Validation runs");
    expect(ofProducer?.[1]).toContain("git@example.com:kernel.git main at");
    expect(ofProducer?.[1]).not.toContain("by hand");
    expect(ofConsumer?.[1]).toMatch(/^holds, by hand, proof [0-9a-f]{64}$/);
  });
});
