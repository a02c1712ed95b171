import type { LoggedCheckpointEvent } from "../../events.ts";
import { judgeSealing, judgeVoiding } from "./judge-sealing.ts";
import { judgeEnding, judgeEnrolment, judgeNaming, judgeVerdict } from "./judge-signing.ts";
import type { Judging, Told } from "./judging.ts";
import { learn } from "./learn.ts";
import type { Rules } from "./rules.ts";
import { unsettled } from "./unsettled.ts";
import { commandsAfter, hasEnded, stands, type World } from "./world.ts";

type Of<T extends LoggedCheckpointEvent["type"]> = LoggedCheckpointEvent<T>;
const follows = new Set<string>(["VerdictsVoided", "CheckpointSealed"]);

/** Every break of the rules in an entry; then it counts. */
export function hear(entry: LoggedCheckpointEvent, world: World, told: Told, rules: Rules): string[] {
  const found: string[] = [];
  const must = (holds: boolean, otherwise: string) => {
    if (!holds) found.push(`entry ${entry.seq}, ${entry.type}: ${otherwise}`);
  };
  const judging = { world, told, rules, must };
  must(world.isOpen, "it is closed");
  if (!follows.has(entry.type)) must(world.due.length === 0, world.due.join());
  judgeProof(entry, judging);
  judgeOthers(entry, judging);
  learn(entry, world, told.around, rules);
  world.due = unsettled(world, told.around, rules);
  return found;
}

function judgeOthers(entry: LoggedCheckpointEvent, judging: Judging): void {
  if (entry.type === "SignerEnrolled") judgeEnrolment(entry, judging);
  if (entry.type === "DeputyNamed") judgeNaming(entry, judging);
  if (entry.type === "DeputyEnded") judgeEnding(entry, judging);
  if (entry.type === "VerdictSigned") judgeVerdict(entry, judging);
  if (entry.type === "VerdictsVoided") judgeVoiding(entry, judging);
  if (entry.type === "CheckpointSealed") judgeSealing(entry, judging);
  if (entry.type === "CheckpointClosed") judgeClosing(entry, judging);
}

/** What is shown, said and seen: by whom, and whether it is what it has to be. */
function judgeProof(entry: LoggedCheckpointEvent, judging: Judging): void {
  const { told, rules, must } = judging;
  const { party, roles } = told.person(entry.actor.id);
  const isOfSide = party !== null && rules.sides.includes(party);
  if (entry.type === "CriterionReported") judgeReport(entry, judging);
  if (entry.type === "BaselineObserved") judgeReading(entry, judging);
  if (entry.type === "CriterionAttested") {
    const criterion = rules.criteria[entry.facts.criterion];
    must(isOfSide && criterion?.by === "word" && roles.includes(criterion.role), "not theirs to say");
  }
  if (entry.type === "RecordPartWritten") {
    const words = rules.words[entry.facts.part];
    must(words !== undefined && words.side === party, "not theirs to write");
    must(words?.owner !== true || entry.facts.owner !== null, "nobody answers for it");
  }
  if (entry.type === "AbortTriggered") must(isOfSide, "pulled by somebody of neither side");
}

function judgeReport({ actor, facts }: Of<"CriterionReported">, { world, told, rules, must }: Judging): void {
  const { criterion: id, passed, value, pipeline, party } = facts;
  const [run, criterion] = [rules.runs[id], rules.criteria[id]];
  const reported = criterion?.by === "report" ? criterion : undefined;
  const side = run?.side ?? reported?.side ?? party;
  must(run !== undefined || reported !== undefined, "nothing that can be reported");
  must(told.person(actor.id).party === party && rules.sides.includes(party) && side === party, "not theirs");
  if (passed && reported?.value === "pin") must(/^[^\s@]+@[0-9a-f]{40}$/.test(value ?? ""), "no pin");
  if (passed && typeof reported?.value === "object")
    must(value === world.locked[reported.value.locked], "another value than the locked one");
  if (pipeline === undefined) return;
  const all = Object.values(commandsAfter(world, facts));
  const place = `${pipeline.run.commit} on ${pipeline.run.branch} of ${pipeline.run.repository}`;
  const isWhole = all.length === run?.commands && all.every((one) => one.isGreen && one.place === place);
  must(
    passed === (pipeline.exitCode === 0 && (run === undefined || isWhole)),
    "green is what was not, or red",
  );
}

function judgeReading({ actor, facts }: Of<"BaselineObserved">, { world, told, rules, must }: Judging): void {
  const { values, moved, source } = facts;
  const differ = Object.keys(values).filter((name) => values[name] !== world.locked[name]);
  const { party } = told.person(actor.id);
  const isConsole = source === "probe" || source === "approved-baseline";
  must(
    isConsole ? actor.kind === "console" : party !== null && rules.sides.includes(party),
    "told by another",
  );
  must([...moved].sort().join() === differ.sort().join(), "it says otherwise what moved");
  must(!hasEnded(world) || moved.some((name) => !world.moved.includes(name)), "no news, after the end");
}

function judgeClosing({ facts }: Of<"CheckpointClosed">, { world, told, rules, must }: Judging): void {
  const said = facts.outcomes.map(({ question, go }) => `${question} ${go}`).sort();
  const names = Object.keys(rules.questions);
  const right = names.map((one) => `${one} ${stands(one, world, told.around, rules)}`).sort();
  must(said.join() === right.join(), "closed with other outcomes than stand");
  must(
    facts.outcomes.every(({ go, because }) => go === (because.length === 0)),
    "a NO-GO without its why, or a GO with one",
  );
  const times = names.map((one) => world.sealed[one]?.at);
  const last = times.every((at) => at !== undefined) ? times.sort().at(-1) : null;
  must(facts.decidedAt === last, "decided at another time");
}
