import { z } from "zod";
import type { LoggedEvent } from "../../incident/events/index.ts";

/**
 * What the protocols say of a joint decision, in few words and on its own: it reads a log from its first entry, keeps a
 * small world of what was said in it, and names every act that the rules forbid. It shares no line with the product.
 */
export type Rules = {
  /** Who proposes, and who confirms. */
  sides: [string, string];
  noGo: string;
  /** For each GO, whether all that it asks holds at an entry. */
  go: Record<string, (world: World, seq: number) => boolean>;
};

export type World = {
  isOpen: boolean;
  severity: string;
  baseline: string;
  isVerified: boolean;
  /** What counts now, by what it proves. */
  evidence: Record<string, string>;
  /** Everybody in the room, and the side that they are on. */
  sides: Record<string, string | null>;
  decisions: Record<string, Decision>;
  /** By entry, who was named to sign for a side, and is not taken back. */
  deputies: Record<number, Deputy>;
};
type Deputy = { person: string; party: string; from: string; until: string };
type Decision = {
  risk: unknown;
  verdicts: Record<string, { person: string; answer: string }>;
  isSealed: boolean;
};

export type Told = {
  log: readonly LoggedEvent[];
  wordsOf: (seq: number) => Record<string, unknown>;
  /** By the digest of a statement, who was shown it, and as which answer. */
  shown: Record<string, { person: string; answer: string }>;
  digest: (value: unknown) => string;
};
type Judging = { world: World; told: Told; rules: Rules; must: (holds: boolean, otherwise: string) => void };

/** As much of a signed statement as the rules speak of. */
const Signed = z.object({
  party: z.string(),
  person: z.string(),
  answer: z.string(),
  packet: z.object({
    severity: z.string(),
    baseline: z.record(z.string(), z.string()),
    residualRiskDigest: z.string(),
    criteria: z.array(z.object({ title: z.string(), holds: z.boolean() })),
    evidence: z.array(z.object({ requirement: z.string(), evidence: z.string() })),
  }),
});

const inOrder = (values: Record<string, string>) => Object.entries(values).sort().join("; ");

/** Every break of the rules in a log, each with its entry; none where all is well. */
export function forbidden(told: Told, rules: Rules): string[] {
  const found: string[] = [];
  const world: World = {
    isOpen: true,
    severity: "",
    baseline: "",
    isVerified: false,
    evidence: {},
    sides: {},
    decisions: {},
    deputies: {},
  };
  for (const entry of told.log) {
    const must = (holds: boolean, otherwise: string) => {
      if (!holds) found.push(`entry ${entry.seq}: ${otherwise}`);
    };
    must(
      entry.actor.kind === "console" || !owesSeal(world, rules),
      "nothing sealed what both sides answered",
    );
    judge(entry, { world, told, rules, must });
    learn(entry, world);
  }
  if (owesSeal(world, rules)) found.push("the end: nothing sealed what both sides answered");
  return found;
}

const owesSeal = ({ decisions }: World, { sides }: Rules) =>
  Object.values(decisions).some(
    ({ isSealed, verdicts }) => !isSealed && sides.every((side) => verdicts[side] !== undefined),
  );

function judge(entry: LoggedEvent, judging: Judging): void {
  if (entry.type === "DecisionProposed") judgeProposal(entry, judging);
  if (entry.type === "DeputyNamed") judgeNaming(entry, judging);
  if (entry.type === "DeputyEnded") judgeEnd(entry, judging);
  if (entry.type === "VerdictSigned") judgeVerdict(entry, judging);
  if (entry.type === "DecisionSealed") judgeSealing(entry, judging);
}

function judgeProposal(entry: LoggedEvent<"DecisionProposed">, { world, told, rules, must }: Judging): void {
  const isOther = Object.values(world.decisions).some(({ isSealed }) => !isSealed);
  must(world.isOpen, "a proposal in an incident that is over");
  must(
    world.sides[entry.actor.id] === rules.sides[0],
    "proposed by somebody who is not of the proposing side",
  );
  must(!isOther, "a second proposal beside an open one");
  const risk = told.digest(told.wordsOf(entry.seq).residualRisk);
  world.decisions[entry.facts.decision] = { risk, verdicts: {}, isSealed: false };
}

function judgeNaming(
  { seq, actor, facts }: LoggedEvent<"DeputyNamed">,
  { world, rules, must }: Judging,
): void {
  const { person, party } = facts;
  const signed = Object.values(world.decisions).flatMap(({ verdicts }) => Object.entries(verdicts));
  must(world.isOpen, "a deputy in an incident that is over");
  must(rules.sides.includes(party) && world.sides[actor.id] === party, "named by another than its own side");
  must(world.sides[person] === null, "a deputy who is of a side, or has no part in it");
  must(
    !signed.some(([side, one]) => one.person === person && side !== party),
    "a deputy who signed for the other",
  );
  world.deputies[seq] = facts;
}

function judgeEnd({ actor, facts }: LoggedEvent<"DeputyEnded">, { world, must }: Judging): void {
  const named = world.deputies[facts.named];
  must(
    named !== undefined && world.sides[actor.id] === named.party,
    "taken back by another than its own side",
  );
  delete world.deputies[facts.named];
}

function judgeVerdict(entry: LoggedEvent<"VerdictSigned">, judging: Judging): void {
  const { world, told, rules, must } = judging;
  const { decision: id, person, party, answer, statementDigest } = entry.facts;
  const decision = world.decisions[id];
  const standing = Object.values(decision?.verdicts ?? {});
  must(world.isOpen, "a verdict in an incident that is over");
  must(decision?.isSealed === false, "a verdict on no open decision");
  must(entry.actor.id === person, "recorded by another than who signed");
  must(rules.sides.includes(party), "a verdict for neither side");
  const { signedAt } = entry.facts;
  const isDeputy =
    world.sides[person] === null &&
    Object.values(world.deputies).some(
      (one) => one.person === person && one.party === party && one.from <= signedAt && signedAt < one.until,
    );
  must(world.sides[person] === party || isDeputy, "signed by somebody who is not of that side");
  must(isDeputy === entry.facts.statement.includes('"deputyFor"'), "it says otherwise whose deputy signed");
  must(decision?.verdicts[party] === undefined, "that side had answered already");
  must(!standing.some((other) => other.person === person), "one person answers for both sides");
  const shown = told.shown[statementDigest];
  must(shown?.person === person && shown.answer === answer, "signed something other than they were shown");
  judgeStatement(entry, judging);
  const { remediationPlan: plan } = told.wordsOf(entry.seq);
  must(answer !== rules.noGo || (typeof plan === "string" && plan.trim() !== ""), "a NO-GO without its plan");
  if (decision !== undefined) decision.verdicts[party] = { person, answer };
}

function judgeStatement({ seq, facts }: LoggedEvent<"VerdictSigned">, judging: Judging): void {
  const { world, rules, must } = judging;
  const { packet, ...says } = Signed.parse(JSON.parse(facts.statement));
  const { person, party, answer } = facts;
  const evidence = packet.evidence.map((one) => [one.requirement, one.evidence] as const);
  must(says.person === person && says.party === party && says.answer === answer, "the statement says other");
  must(packet.severity === world.severity, "the packet has another severity");
  must(inOrder(packet.baseline) === world.baseline, "the packet has another baseline");
  must(packet.residualRiskDigest === world.decisions[facts.decision]?.risk, "the packet has another risk");
  must(inOrder(Object.fromEntries(evidence)) === inOrder(world.evidence), "the packet has other evidence");
  if (answer === rules.noGo) return;
  must(rules.go[answer]?.(world, seq) === true, "a GO past something that does not hold");
  must(
    packet.criteria.every(({ holds }) => holds),
    "a GO on a packet that says that something does not hold",
  );
}

function judgeSealing({ seq, facts }: LoggedEvent<"DecisionSealed">, judging: Judging): void {
  const { world, rules, must } = judging;
  const decision = world.decisions[facts.decision];
  const [first, second] = rules.sides.map((side) => decision?.verdicts[side]);
  const answer = first?.answer === second?.answer ? first?.answer : rules.noGo;
  must(decision?.isSealed === false, "sealed twice, or never proposed");
  must(first !== undefined && second !== undefined, "sealed without a standing verdict of each side");
  must(facts.outcome === answer, "another outcome than the answers make");
  must(facts.go === (facts.outcome !== rules.noGo), "it says GO of a NO-GO, or NO-GO of a GO");
  must(!facts.go || rules.go[facts.outcome]?.(world, seq) === true, "a GO that the rules forbid");
  if (decision !== undefined) decision.isSealed = true;
}

const voiding = new Set<string>([
  "SeverityChanged",
  "EvidenceHandedIn",
  "RollbackStarted",
  "RollbackVerified",
  "DecisionRevised",
]);
const ending = new Set<string>(["IncidentClosed", "IncidentCancelled"]);

/** What an entry changes in the world. Whatever the packet holds voids the verdicts when it changes. */
function learn({ type, facts }: LoggedEvent, world: World): void {
  if (voiding.has(type))
    for (const one of Object.values(world.decisions)) if (!one.isSealed) one.verdicts = {};
  if (ending.has(type)) world.isOpen = false;
  if (type === "IncidentReopened") world.isOpen = true;
  if (type === "SeverityChanged") world.severity = facts.to;
  if (type === "EvidenceHandedIn") world.evidence[facts.requirement] = facts.evidence;
  if (type === "RollbackStarted") world.isVerified = false;
  if (type === "RollbackVerified") world.isVerified = true;
  if (type === "RoleAssigned") world.sides[facts.person] = facts.party ?? world.sides[facts.person] ?? null;
  if (type === "RoleHandedOver") world.sides[facts.to] ??= facts.party;
  if (type === "IncidentDeclared") {
    world.severity = facts.severity;
    world.baseline = inOrder(facts.baseline);
    for (const { person, party } of facts.participants) world.sides[person] = party;
  }
}
