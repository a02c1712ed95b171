import { deputyIn } from "#lib/domain/decision/deputy-events.ts";
import type { PipelineRun } from "#lib/domain/evidence/shapes.ts";
import { sizeWords } from "#lib/domain/evidence/size-words.ts";
import { provesSuccess } from "#lib/domain/gate/holds.ts";
import type { EventType, FactsOf } from "#lib/domain/incident/events/index.ts";
import { utc } from "#lib/domain/notice/values.ts";
import { answerLabel, many } from "./lexicon.ts";
import { noteOf, ruleOf, type Sayings } from "./shape.ts";

function handedIn({ source, exitCode }: FactsOf<"EvidenceHandedIn">): string {
  if (!provesSuccess({ exitCode })) return "handed in that the command failed, which proves nothing";
  return source === "console" ? "had the console run evidence" : "handed in evidence and vouches for it";
}

/** Where a pipeline ran it, as its token's owner says. */
function ranAt({ repository, branch, commit, isClean }: PipelineRun): string {
  const place = [repository, branch, commit].filter((part) => part !== null);
  const changed = isClean === false ? ", with changes beside that commit" : "";
  return `Run by a pipeline${place.length === 0 ? "" : `: ${place.join(", ")}`}${changed}.`;
}

export const decisionSayings: Sayings<
  Extract<
    EventType,
    | "EvidenceHandedIn"
    | "DeliverableHandedIn"
    | "SignerEnrolled"
    | "DecisionProposed"
    | "DecisionRevised"
    | "VerdictSigned"
    | "DecisionSealed"
    | "DecisionFiled"
    | "DeputyNamed"
    | "DeputyEnded"
  >
> = {
  EvidenceHandedIn: ({ facts }, text, names) => ({
    kind: "evidence",
    what: `${handedIn(facts)}: ${names.pack.evidence[facts.requirement]?.title ?? facts.requirement}${facts.supersedes === null ? "" : " (supersedes an earlier one)"}`,
    ...noteOf(
      [
        text?.summary,
        text?.name === undefined ? null : `${text.name}, ${sizeWords(facts.bytes)}`,
        facts.run === undefined ? null : ranAt(facts.run),
      ]
        .filter(Boolean)
        .join("\n"),
    ),
    ...(facts.exitCode === null ? {} : { exit: { code: facts.exitCode } }),
    ...(text?.body.trim()
      ? { output: { text: text.body.trimEnd().split("\n").slice(0, 8).join("\n") } }
      : {}),
    digest: facts.sha256,
    ...ruleOf(names.pack.evidence[facts.requirement]?.rule),
  }),
  DeliverableHandedIn: ({ facts }, text, names) => ({
    kind: "evidence",
    what: `handed in: ${names.pack.deliverables[facts.deliverable]?.title ?? facts.deliverable}`,
    isKey: true,
    ...noteOf(text?.body),
    ...ruleOf(names.pack.deliverables[facts.deliverable]?.rule),
  }),
  SignerEnrolled: ({ facts }, text, names) => ({
    kind: "signature",
    what: `named a passkey to sign with for ${facts.party === null ? "their role" : names.party(facts.party)}${text?.label ? `: ${text.label}` : ""}`,
  }),
  DecisionProposed: ({ facts }, text, names) => ({
    kind: "decision",
    what: `proposed the joint decision: ${names.pack.gates[facts.gate]?.question ?? facts.gate}`,
    isKey: true,
    ...noteOf(text === null ? "" : `Residual risk: ${text.residualRisk}`),
    digest: facts.packetDigest,
    ...ruleOf(names.pack.gates[facts.gate]?.rule),
  }),
  DecisionRevised: ({ facts }, _, names) => ({
    kind: "decision",
    what:
      facts.voided.length === 0
        ? "the decision's packet follows the facts: it has changed"
        : `the facts have changed, so ${many(facts.voided.length, "verdict")} fell away: ${facts.voided.map(names.party).join(", ")}`,
    isKey: facts.voided.length > 0,
    digest: facts.packetDigest,
  }),
  VerdictSigned: ({ facts }, text, names) => {
    const gate = names.pack.gates;
    const deputy = deputyIn(facts.statement);
    const label = Object.values(gate)
      .flatMap((one) => one.answers)
      .find((answer) => answer.id === facts.answer)?.label;
    return {
      kind: "signature",
      what: `signed for ${names.party(facts.party)}${deputy === null ? "" : `, as deputy for ${names.person(deputy.person)}`}: ${label ?? facts.answer}`,
      isKey: true,
      note: [
        facts.proof.method === "passkey"
          ? "Signed with a passkey."
          : "Attested by this server after a password and a one-time code.",
        text?.remediationPlan ?? "",
      ]
        .filter((part) => part !== "")
        .join("\n"),
      digest: facts.statementDigest,
    };
  },
  DecisionSealed: ({ facts }, _, names) => ({
    kind: "decision",
    what: `decision sealed: ${answerLabel(names.pack, facts.gate, facts.outcome)}`,
    isKey: true,
    note:
      facts.cause === "same-answer"
        ? "Both sides gave the same answer."
        : "The sides answered differently, which is NO-GO.",
    digest: facts.recordDigest,
    ...ruleOf(names.pack.gates[facts.gate]?.rule),
  }),
  DeputyNamed: ({ facts }, text, names) => ({
    kind: "decision",
    what: `named ${names.person(facts.person)} deputy, to sign for ${names.party(facts.party)} from ${utc(facts.from)} until ${utc(facts.until)}`,
    isKey: true,
    ...noteOf(text?.reason),
  }),
  DeputyEnded: ({ facts }, text) => ({
    kind: "decision",
    what: `took back the deputy of entry ${facts.named}`,
    isKey: true,
    ...noteOf(text?.reason),
  }),
  DecisionFiled: ({ facts }, text, names) => ({
    kind: "decision",
    what:
      facts.place === null
        ? `could not bring the decision log to ${names.party(facts.party)} yet; it is tried again`
        : `the decision log is in the repository of ${names.party(facts.party)}`,
    isKey: facts.place === null,
    ...noteOf(facts.place ?? text?.reason),
  }),
};
