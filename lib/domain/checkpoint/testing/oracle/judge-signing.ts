import { z } from "zod";
import { canonicalOf } from "../../../incident/testing/digest.ts";
import type { LoggedCheckpointEvent } from "../../events.ts";
import type { Judging } from "./judging.ts";
import { type Drawn, drawn, hasEnded, mayBeGo, picture } from "./world.ts";

type Of<T extends LoggedCheckpointEvent["type"]> = LoggedCheckpointEvent<T>;

const judged = z.object({ id: z.string(), holds: z.boolean(), proof: z.string().nullable() });
const text = z.string().nullable();
/** As much of a packet as the rules speak of. */
export const Packet = z.object({
  question: z.object({ id: z.string() }),
  baseline: z.array(z.object({ name: z.string(), locked: z.string(), seen: text })),
  criteria: z.array(judged.extend({ value: text })),
  runs: z.array(
    judged.extend({
      ran: z.object({ repository: text, branch: text, commit: text, output: text }).nullable(),
    }),
  ),
  aborts: z.array(z.object({ id: z.string(), pulled: z.boolean() })),
  noGo: z.array(z.object({ id: z.string(), stands: z.boolean() })),
  written: z.array(z.object({ id: z.string(), owner: text, digest: text })),
});
const Signed = z.object({
  packet: Packet,
  packetDigest: z.string(),
  party: z.string(),
  person: z.string(),
  answer: z.string(),
  deputyFor: z.object({ person: z.string(), named: z.number() }).optional(),
});

/** What a packet says, as the oracle would have drawn it. */
export function drawnFrom({
  baseline,
  criteria,
  runs,
  aborts,
  noGo,
  written,
}: z.infer<typeof Packet>): string {
  const said: Drawn = {
    seen: Object.fromEntries(baseline.map(({ name, seen }) => [name, seen])),
    criteria: criteria.map(({ id, holds, value, proof }) => [id, holds, value, proof]),
    runs: runs.map(({ id, holds, proof, ran }) => {
      const place = ran === null ? null : `${ran.commit} on ${ran.branch} of ${ran.repository}`;
      return [id, holds, proof, place, ran?.output ?? null];
    }),
    pulled: aborts.filter(({ pulled }) => pulled).map(({ id }) => [id]),
    blockers: noGo.map(({ id, stands }) => [id, stands]),
    written: written.map(({ id, owner, digest }) => [id, owner, digest]),
  };
  return drawn(said);
}

/** The naming by which somebody of neither side signs at a time. */
function namingOf(person: string, at: string, { world, told, rules }: Judging) {
  const { party } = told.person(person);
  if (party !== null && rules.sides.includes(party)) return undefined;
  return Object.entries(world.deputies)
    .map(([named, one]) => ({ named: Number(named), ...one }))
    .findLast((one) => one.person === person && !one.isEnded && one.from <= at && at < one.until);
}

export function judgeVerdict({ actor, facts, recordedAt }: Of<"VerdictSigned">, judging: Judging): void {
  const { world, told, rules, must } = judging;
  const { question, party, person, answer, statementDigest, signedAt } = facts;
  must(world.sealed[question] === undefined, "it was sealed");
  must(!hasEnded(world), "it has ended");
  must(actor.id === person && signedAt === recordedAt, "recorded by another than who signed, or later");
  const own = told.person(person).party;
  const naming = namingOf(person, signedAt, judging);
  must(rules.sides.includes(party) && (naming?.party ?? own) === party, "they do not sign for that side");
  must((world.voices[person] ?? party) === party, "one person signs for both sides");
  const shown = told.shown[statementDigest];
  must(shown?.person === person && shown.answer === answer, "signed something other than they were shown");
  judgeStatement(facts, naming, judging);
  judgeKey(facts, judging);
  const { remediation } = told.words;
  must(
    answer === "go" || (typeof remediation === "string" && remediation.trim() !== ""),
    "NO-GO without why",
  );
  if (answer === "go") must(mayBeGo(question, world, told.around, rules), "a GO that the rules forbid");
}

function judgeStatement(
  { question, party, person, answer, statement, packetDigest }: Of<"VerdictSigned">["facts"],
  naming: { named: number; by: string } | undefined,
  { world, told, rules, must }: Judging,
): void {
  const says = Signed.parse(JSON.parse(statement));
  const isSame = says.person === person && says.party === party && says.answer === answer;
  must(isSame && says.packetDigest === packetDigest, "the statement says other than the entry");
  const stoodFor = naming === undefined ? undefined : { person: naming.by, named: naming.named };
  must(canonicalOf(says.deputyFor) === canonicalOf(stoodFor), "it says otherwise whose deputy signed");
  must(says.packet.question.id === question, "signed at another question");
  must(
    drawnFrom(says.packet) === picture(question, world, told.around, rules),
    "signed over something else than stands",
  );
}

/** A passkey is the person's own, as the log named it, for this side; revocation is what the commands know. */
function judgeKey(
  { question, answer, party, person, proof }: Of<"VerdictSigned">["facts"],
  { world, rules, must }: Judging,
): void {
  if (proof.method !== "passkey") {
    must(answer !== "go" || rules.questions[question]?.needsPasskeys !== true, "a GO without its passkey");
    return;
  }
  const key = world.keys[proof.credentialId];
  must(key?.person === person && key.party === party, "a key that is not theirs, or another side's");
  must(key?.key === proof.publicKeyCose && key.entry === proof.enrolledBy, "another key than was enrolled");
}

export function judgeEnrolment({ actor, facts, recordedAt }: Of<"SignerEnrolled">, judging: Judging): void {
  const { world, told, must } = judging;
  const { person, party, credentialId, publicKeyCose } = facts;
  const naming = namingOf(person, recordedAt, judging);
  must(actor.id === person, "enrolled by another");
  must(
    party === (naming?.party ?? told.person(person).party),
    "enrolled for a side that they do not sign for",
  );
  must(world.keys[credentialId] === undefined, "enrolled twice");
  must(!Object.values(world.keys).some(({ key }) => key === publicKeyCose), "one key of two credentials");
}

export function judgeNaming({ actor, facts, recordedAt }: Of<"DeputyNamed">, judging: Judging): void {
  const { world, told, rules, must } = judging;
  const { person, party, from, until } = facts;
  const lead = told.person(actor.id);
  must(
    lead.party === party && lead.roles.includes(rules.leads[party] ?? ""),
    "named by no lead of that side",
  );
  const own = told.person(person).party;
  must(own === null || !rules.sides.includes(own), "a deputy who is of a side");
  must((world.voices[person] ?? party) === party, "a deputy who signed for the other side");
  must(from < until && recordedAt < until, "a time that is none");
  const named = Object.values(world.deputies).filter((one) => one.person === person && !one.isEnded);
  must(
    named.every((one) => one.until <= recordedAt),
    "named while named already",
  );
}

export function judgeEnding(
  { actor, facts }: Of<"DeputyEnded">,
  { world, told, rules, must }: Judging,
): void {
  const named = world.deputies[facts.named];
  const lead = told.person(actor.id);
  must(named?.isEnded === false, "nothing to take back");
  must(lead.party === named?.party, "taken back by another side");
  must(lead.roles.includes(rules.leads[lead.party ?? ""] ?? ""), "taken back by no lead");
}
