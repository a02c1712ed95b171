import type { Condition, PlainCondition } from "./condition.ts";
import type { ProtocolPack } from "./pack.ts";

/** "a", "a and b", "a, b or c". */
export function listed(words: readonly string[], joint: "and" | "or" = "and"): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} ${joint} ${words.at(-1)}`;
}

type Kind = PlainCondition["is"];
type Words = { [K in Kind]: (one: Extract<PlainCondition, { is: K }>, pack: ProtocolPack) => string };
type Titled = Readonly<Record<string, { title: string } | undefined>>;

const quoted = (name: string, among: Titled) => `“${among[name]?.title ?? name}”`;
const oneOf = (names: readonly string[], among: Titled) =>
  listed(
    names.map((name) => quoted(name, among)),
    "or",
  );

const acts = {
  RollbackRecommended: "the rollback was recommended",
  RepinConfirmed: "the re-pin was confirmed",
  ReportFiled: "the report was filed",
} as const;

const words: Words = {
  "severity-at-least": ({ severity }) => `the severity is at least ${severity}`,
  "severity-in": ({ severities }) => `the severity is ${listed(severities, "or")}`,
  "trigger-in": ({ triggers }, pack) => `the trigger is ${oneOf(triggers, pack.triggers)}`,
  "trigger-confirmed": () => "what was seen is confirmed",
  "discussion-concluded": () => "the discussion is concluded",
  "scope-at-least": ({ level }) => `the scope is at least ${level}`,
  "fact-is": ({ fact, value }, pack) => `${quoted(fact, pack.facts)} is “${value}”`,
  "fact-given": ({ fact }, pack) => `${quoted(fact, pack.facts)} is known`,
  "role-assigned": ({ role }, pack) => `somebody is ${pack.roles[role]?.title ?? role}`,
  "bridge-linked": () => "a bridge is linked",
  "mode-declared": () => "rollback mode is declared",
  "target-confirmed": ({ target }, pack) => `${quoted(target, pack.targets)} is confirmed`,
  "play-chosen": ({ plays }, pack) => `${oneOf(plays, pack.plays)} was chosen`,
  "containment-decided": () => "it is decided how to contain it",
  "check-green": ({ check }, pack) => `the check ${quoted(check, pack.checks)} is green`,
  "measure-normal": ({ check }, pack) => `${quoted(check, pack.checks)} is as it was before`,
  attested: ({ attestation }, pack) => `${quoted(attestation, pack.attestations)} is signed`,
  unfrozen: () => "the freezes are lifted",
  "notice-accepted": ({ notice }, pack) =>
    `the notice ${quoted(notice, pack.notices)} has reached every audience`,
  "event-recorded": ({ event }) => acts[event],
  "evidence-present": ({ evidence }, pack) => `the evidence ${quoted(evidence, pack.evidence)} is in`,
  "bundle-complete": ({ bundle }, pack) => `${quoted(bundle, pack.bundles)} is complete`,
  "deliverable-handed-in": ({ deliverable }, pack) =>
    `${quoted(deliverable, pack.deliverables)} is handed in`,
  "decision-sealed": ({ gate }, pack) => `both sides agreed on “${pack.gates[gate]?.question ?? gate}”`,
  "checkpoint-go": ({ pack }) => `a checkpoint of ${pack} stands at GO`,
  "rollback-executed": () => "a rollback was executed",
  "rollback-verified": () => "a rollback was verified",
  "rollback-complete": () => "a rollback is complete",
  "rollback-settled": () => "the rollback is complete, or there is none",
  "no-critical-incident": () => "no critical incident is open on the service",
  "clocks-settled": () => "every clock was met, late or not",
  "breaches-explained": () => "every missed deadline was explained",
  ratified: () => "what was done first is ratified",
  "status-operational": () => "the public status says that it is over",
  "status-said": ({ state }) => `the public status has said “${state}”`,
};

function plainWords<K extends Kind>(condition: Extract<PlainCondition, { is: K }>, pack: ProtocolPack) {
  const say: Words[K] = words[condition.is as K];
  return say(condition, pack);
}

/** A pack's predicate as half a sentence, to stand after "where", "once" or "until". */
export function conditionWords(pack: ProtocolPack, condition: Condition): string {
  if (condition.is !== "any-of" && condition.is !== "all-of") return plainWords(condition, pack);
  const each = condition.of.map((one) => plainWords(one, pack));
  return condition.is === "any-of" ? `either ${listed(each, "or")}` : listed(each);
}

export const conditionsWords = (pack: ProtocolPack, conditions: readonly Condition[]): string =>
  listed(conditions.map((condition) => conditionWords(pack, condition)));
