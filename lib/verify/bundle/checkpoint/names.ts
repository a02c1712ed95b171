import type { Check } from "../findings.ts";
import type { CheckpointAct } from "./acts.ts";
import { type Past, questionOf } from "./past.ts";

type Foreign = { check: Check; message: string };

/** What an entry names that neither protocol nor lock has; null where it names nothing such. */
export function foreignIn(past: Past, act: CheckpointAct): Foreign | null {
  const { pack, state } = past;
  const decision = (isThere: boolean, what: string, name: string): Foreign | null =>
    isThere ? null : { check: "decision", message: `the protocol has no ${what} "${name}"` };
  const asked = (name: string) => decision(questionOf(past, name) !== undefined, "question", name);
  const side = (name: string, check: Check): Foreign | null =>
    Object.hasOwn(pack.parties, name) ? null : { check, message: `the protocol has no side "${name}"` };
  switch (act.type) {
    case "CriterionReported":
    case "CriterionAttested": {
      const { criterion } = act.facts;
      const isThere = Object.hasOwn(pack.runs, criterion) || itemsOf(past).has(criterion);
      return decision(isThere, "criterion", criterion);
    }
    case "AbortTriggered":
      return decision(hasId(pack.aborts, act.facts.trigger), "abort trigger", act.facts.trigger);
    case "RecordPartWritten":
      return decision(hasId(pack.record, act.facts.part), "part of the record", act.facts.part);
    case "BaselineObserved": {
      const { values, unread = {}, moved } = act.facts;
      const names = [...Object.keys(values), ...Object.keys(unread), ...moved];
      const other = names.find((name) => !Object.hasOwn(state.locked, name));
      return other === undefined
        ? null
        : { check: "decision", message: `the checkpoint locked no value "${other}"` };
    }
    case "VerdictGiven":
    case "VerdictSigned":
      return side(act.facts.party, "quorum") ?? asked(act.facts.question);
    case "VerdictsVoided": {
      const other = act.facts.voided.find((party) => !Object.hasOwn(pack.parties, party));
      return (other === undefined ? null : side(other, "decision")) ?? asked(act.facts.question);
    }
    case "CheckpointSealed":
      return asked(act.facts.question);
    case "DeputyNamed":
    case "DeputyEnded":
      return foreignDeputy(past, act);
    case "AskedBack": {
      const { question, party, to } = act.facts;
      return side(party, "decision") ?? side(to, "decision") ?? asked(question);
    }
    case "AnsweredBack":
    case "CheckpointOpened":
    case "SignerEnrolled":
    case "CheckpointClosed":
      return null;
  }
}

type Deputies = CheckpointAct<"DeputyNamed" | "DeputyEnded">;

/** A person names a deputy for a side; what is taken back is a naming that stands. */
function foreignDeputy({ pack, state }: Past, act: Deputies): Foreign | null {
  const wrong = (message: string): Foreign => ({ check: "quorum", message });
  if (act.type === "DeputyEnded") {
    const stands = state.deputies.some(({ seq, ended }) => seq === act.facts.named && ended === null);
    return stands ? null : wrong("it takes back no deputy");
  }
  if (act.actor.kind !== "person") return wrong("the deputy was not named by a person");
  const { party } = act.facts;
  return Object.hasOwn(pack.parties, party) ? null : wrong(`the protocol has no side "${party}"`);
}

const hasId = (parts: readonly { id: string }[], id: string) => parts.some((part) => part.id === id);

const itemsOf = ({ pack }: Past): Set<string> =>
  new Set(pack.criteria.flatMap(({ items }) => items.map(({ id }) => id)));
