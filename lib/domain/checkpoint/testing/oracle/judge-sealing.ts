import { z } from "zod";
import type { LoggedCheckpointEvent } from "../../events.ts";
import { drawnFrom, Packet } from "./judge-signing.ts";
import type { Judging } from "./judging.ts";
import { answered, outdated } from "./unsettled.ts";
import { hasEnded, picture, type Vote } from "./world.ts";

type Of<T extends LoggedCheckpointEvent["type"]> = LoggedCheckpointEvent<T>;

const Record = z.object({
  packet: Packet,
  outcome: z.string(),
  cause: z.string(),
  because: z.array(z.object({ id: z.string() })),
  sealedAt: z.string(),
  validUntil: z.string().nullable(),
  takesBack: z.string().nullable(),
  verdicts: z.array(
    z.object({ party: z.string(), person: z.string(), answer: z.string(), statement: z.string() }),
  ),
});
type Record = z.infer<typeof Record>;

export function judgeVoiding({ actor, facts }: Of<"VerdictsVoided">, { must, ...rest }: Judging): void {
  const { world, told, rules } = rest;
  const { question, voided } = facts;
  const due = outdated({ question, world, around: told.around, rules });
  must(actor.kind === "console", "voided by a person");
  must(world.sealed[question] === undefined, "voided after it was sealed");
  must(due.length > 0 && [...voided].sort().join() === due.sort().join(), "voided others than were due");
}

/** Sealed once, by the console, as the answers make it; what ended it takes a GO back, and seals whatever is open. */
export function judgeSealing({ actor, facts, recordedAt }: Of<"CheckpointSealed">, judging: Judging): void {
  const { world, told, rules, must } = judging;
  const { question, outcome, cause } = facts;
  const earlier = world.sealed[question];
  const record = Record.parse(JSON.parse(facts.record));
  must(actor.kind === "console", "sealed by a person");
  must(earlier === undefined || (hasEnded(world) && earlier.outcome === "go"), "sealed twice");
  must(record.outcome === outcome && record.cause === cause, "the record says other than the entry");
  must(
    record.validUntil === facts.validUntil && record.sealedAt === recordedAt,
    "the record has other times",
  );
  must(record.takesBack === (earlier?.record ?? null), "it takes another record back");
  must(record.packet.question.id === question, "the record is of another question");
  must(
    drawnFrom(record.packet) === picture(question, world, told.around, rules),
    "the record says other than what stood",
  );
  must(facts.validUntil === endOf(facts, recordedAt, judging), "valid for another time");
  if (hasEnded(world)) judgeEnd(facts, record, judging);
  else judgeAnswers(facts, record, judging);
}

function endOf(
  { question, outcome }: Of<"CheckpointSealed">["facts"],
  at: string,
  { rules }: Judging,
): string | null {
  const hours = rules.questions[question]?.goStandsForHours ?? 0;
  return outcome === "go" ? new Date(Date.parse(at) + hours * 3_600_000).toISOString() : null;
}

function judgeEnd(
  { outcome, cause }: Of<"CheckpointSealed">["facts"],
  { because, verdicts }: Record,
  { world, must }: Judging,
): void {
  must(outcome === "no-go", "a GO after its end");
  must(cause === (world.moved.length > 0 ? "baseline-moved" : "abort-trigger"), "another cause than its end");
  must(verdicts.length === 0, "signed by somebody, though the console ended it");
  const ended = [...world.pulled, ...world.moved].sort().join();
  must([...new Set(because.map(({ id }) => id))].sort().join() === ended, "it says otherwise what ended it");
}

function judgeAnswers(
  { question, outcome, cause }: Of<"CheckpointSealed">["facts"],
  { verdicts }: Record,
  { world, told, rules, must }: Judging,
): void {
  const made = answered({ question, world, around: told.around, rules });
  must(made !== null, "sealed without what both sides signed, or a GO that the rules forbid");
  if (made === null) return;
  must(outcome === (made.isGo ? "go" : "no-go"), "another outcome than the answers make");
  must(cause === (made.isSame ? "same-answer" : "unequal-answers"), "another cause than the answers make");
  must(new Set(made.votes.map(({ person }) => person)).size === made.votes.length, "sealed by one person");
  const said = (one: Pick<Vote, "person" | "answer" | "statement">) =>
    `${one.person} ${one.answer} ${one.statement}`;
  must(
    verdicts.map(said).sort().join() === made.votes.map(said).sort().join(),
    "the record has other signatures than stand",
  );
}
