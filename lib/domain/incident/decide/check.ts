import { asOpenParticipant, isOwner } from "../../authority/who.ts";
import { isMeasureNormal } from "../../gate/found-out.ts";
import { own } from "../../protocol/own.ts";
import { ownerTitle } from "../../protocol/owner-title.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { Check } from "../../protocol/parts/rollback.ts";
import { accept, type Outcome, refuse } from "../../refusal.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";

/** Who says how a check came out: its owner, or whoever leads. */
export function mayReport(
  state: IncidentState,
  pack: ProtocolPack,
  name: string,
  circumstances: Circumstances,
): Outcome<Check> {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const check = own(pack.checks, name);
  if (check === undefined) return refuse("invalid", null, `${pack.title} knows no check "${name}".`);
  if (!isOwner(person.value, check.owner) && state.commander !== person.value.id) {
    return refuse(
      "unauthorised",
      check.rule ?? null,
      `"${check.title}" is reported by ${ownerTitle(pack, check.owner)}.`,
    );
  }
  return accept(check);
}

export type CheckReport = {
  check: string;
  /** Of a result; a measure's follows from its value. */
  passed: boolean | null;
  value: number | null;
  command: string;
  output: string;
  /** The console, where its worker ran the check's action itself. */
  source?: "person" | "console";
};

/** Records how a check came out, with what was printed: never a tick in a box (PT-8, WP-6). */
export function decideCheck(
  state: IncidentState,
  pack: ProtocolPack,
  input: CheckReport,
  circumstances: Circumstances,
): Decided {
  const allowed = mayReport(state, pack, input.check, circumstances);
  if (!allowed.ok) return allowed;
  const outcome = outcomeOf(allowed.value, state, pack, input);
  if (!outcome.ok) return outcome;
  const { check, command, output } = input;
  return accept([
    {
      type: "CheckReported",
      facts: {
        check,
        ...outcome.value,
        source: input.source ?? "person",
        sha256: circumstances.digest({ command, output }),
      },
      text: { command, output },
    },
  ]);
}

type Result = { passed: boolean; value: number | null };

function outcomeOf(
  check: Check,
  state: IncidentState,
  pack: ProtocolPack,
  input: CheckReport,
): Outcome<Result> {
  const rule = check.rule ?? null;
  if (input.output.trim() === "")
    return refuse(
      "rule",
      rule,
      `"${check.title}" needs what was printed or read; a tick alone proves nothing.`,
    );
  if (check.kind === "result") {
    return input.passed === null
      ? refuse("invalid", rule, `Say whether "${check.title}" passed.`)
      : accept({ passed: input.passed, value: null });
  }
  if (input.value === null) return refuse("invalid", rule, `"${check.title}" is a value; none was given.`);
  const impossible = whyImpossible(check, input.value);
  if (impossible !== null) return refuse("invalid", rule, impossible);
  if (check.tolerancePercent !== undefined && state.baselines[input.check] === undefined) {
    return refuse(
      "rule",
      rule,
      `Record first what was normal before: "${check.title}" is judged against it.`,
    );
  }
  const seen = { ...state, checks: { ...state.checks, [input.check]: measured(input.value) } };
  return accept({ passed: isMeasureNormal(seen, pack, input.check), value: input.value });
}

/** Shares, durations and counts: what is measured in these is never less than nought. */
const neverNegative = new Set(["%", "ms", "s", "min", "h", "count", "requests", "errors"]);

const whyImpossible = ({ title, unit = "" }: Check, value: number): string | null =>
  value < 0 && (neverNegative.has(unit) || unit.endsWith("/s"))
    ? `"${title}" is measured in ${unit} and is never below 0; ${value} is.`
    : null;

const measured = (value: number) => ({
  ...{ by: "", at: "", seq: 0, party: null, passed: true, sha256: "" },
  source: "person" as const,
  value,
});

export type BaselineReport = { check: string; value: number; tolerancePercent: number; source: string };

/** What was normal before, and how far from it still is: never looser than the protocol says (WP-6). */
export function decideBaseline(
  state: IncidentState,
  pack: ProtocolPack,
  { source, ...input }: BaselineReport,
  circumstances: Circumstances,
): Decided {
  const allowed = mayReport(state, pack, input.check, circumstances);
  if (!allowed.ok) return allowed;
  const { title, tolerancePercent, rule = null } = allowed.value;
  if (tolerancePercent === undefined)
    return refuse("rule", rule, `"${title}" is not judged against a baseline.`);
  const impossible = whyImpossible(allowed.value, input.value);
  if (impossible !== null) return refuse("invalid", rule, impossible);
  if (input.tolerancePercent > tolerancePercent) {
    return refuse(
      "rule",
      rule,
      `At most ${tolerancePercent} % above the baseline is normal for "${title}", not ${input.tolerancePercent} %.`,
    );
  }
  return accept([{ type: "BaselineMeasured", facts: input, text: { source } }]);
}

/** A blocker that is known and recorded stands for a green result, where the protocol allows it (PT-8). */
export function decideKnownBlocker(
  state: IncidentState,
  pack: ProtocolPack,
  input: { check: string; blocker: string; link: string },
  circumstances: Circumstances,
): Decided {
  const allowed = mayReport(state, pack, input.check, circumstances);
  if (!allowed.ok) return allowed;
  const { title, replaceable, rule = null } = allowed.value;
  if (!replaceable) {
    return refuse("rule", rule, `No known blocker may stand for "${title}": it has to pass.`);
  }
  const { check, ...text } = input;
  return accept([{ type: "KnownBlockerRecorded", facts: { check }, text }]);
}
