import { leads } from "../../authority/lead.ts";
import { asOpenParticipant } from "../../authority/who.ts";
import { heldUp } from "../../clock/blocks.ts";
import { openCriteria } from "../../gate/holds.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Outcome, refuse } from "../../refusal.ts";
import { type ActingPerson, type Circumstances, type Decided, personToken } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";

export type ModeDeclaration = { reasons: string[]; scope: string; reason: string };

/** Declares rollback mode: the commander alone, for at least one of the protocol's reasons, at one of its levels (PT-2, PT-3, PT-4). */
export function decideMode(
  state: IncidentState,
  pack: ProtocolPack,
  input: ModeDeclaration,
  circumstances: Circumstances,
): Decided {
  const mode = pack.mode;
  const commander = asCommander(
    state,
    pack,
    circumstances,
    mode?.rule,
    `${mode?.title ?? "This"} is declared`,
  );
  if (!commander.ok) return commander;
  if (mode === undefined) return refuse("invalid", null, `${pack.title} knows no rollback mode.`);
  const rule = mode.rule ?? null;
  if (state.mode !== null)
    return refuse(
      "conflict",
      rule,
      `${personToken(state.mode.by)} declared it already (entry ${state.mode.seq}).`,
    );
  const unknown = input.reasons.find((reason) => own(mode.reasons, reason) === undefined);
  if (unknown !== undefined) return refuse("invalid", rule, `${pack.title} knows no reason "${unknown}".`);
  if (input.reasons.length === 0)
    return refuse("rule", rule, "At least one of the protocol's reasons must be given.");
  const scope = aLevel(pack, input.scope);
  if (!scope.ok) return scope;
  return accept([
    {
      type: "RollbackModeDeclared",
      facts: { reasons: [...new Set(input.reasons)], scope: input.scope },
      text: { reason: input.reason },
    },
  ]);
}

/** Widens or narrows the scope: the commander alone, and before the rollback of that scope has begun (PT-3). */
export function decideScope(
  state: IncidentState,
  pack: ProtocolPack,
  input: { scope: string; reason: string },
  circumstances: Circumstances,
): Decided {
  const rule = pack.scope?.rule;
  const commander = asCommander(state, pack, circumstances, rule, "The scope is changed");
  if (!commander.ok) return commander;
  if (state.mode === null)
    return refuse("rule", rule ?? null, "There is no scope before the mode is declared.");
  const scope = aLevel(pack, input.scope);
  if (!scope.ok) return scope;
  if (input.scope === state.mode.scope)
    return refuse("conflict", rule ?? null, `The scope is ${input.scope} already.`);
  if (state.runs.some((run) => run.status !== "aborted"))
    return refuse("rule", rule ?? null, "The rollback of this scope has begun; abort it first.");
  return accept([
    {
      type: "ScopeChanged",
      facts: { from: state.mode.scope, to: input.scope },
      text: { reason: input.reason },
    },
  ]);
}

/** Lifts the freezes under control: by one role, and only once every criterion holds (PT-9). */
export function decideUnfreeze(
  state: IncidentState,
  pack: ProtocolPack,
  input: { scope: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const { unfreeze } = pack;
  if (unfreeze === undefined) return refuse("invalid", null, `${pack.title} knows no controlled unfreeze.`);
  const rule = unfreeze.rule ?? null;
  if (!person.value.roles.includes(unfreeze.by))
    return refuse(
      "unauthorised",
      rule,
      `The freezes are lifted by ${pack.roles[unfreeze.by]?.title ?? unfreeze.by}.`,
    );
  if (state.unfrozen !== null)
    return refuse(
      "conflict",
      rule,
      `${personToken(state.unfrozen.by)} lifted them already (entry ${state.unfrozen.seq}).`,
    );
  const open = openCriteria(unfreeze.criteria, state, pack, circumstances).map((criterion) => ({
    rule: criterion.rule ?? null,
    message: `Does not hold: ${criterion.title}`,
  }));
  const held = heldUp("unfreeze", state, pack, circumstances.now);
  if (held !== null) return held;
  return open.length > 0
    ? refuse("rule", open[0]?.rule ?? rule, `It stays frozen: ${open.length} thing(s) are open.`, open)
    : accept([{ type: "Unfrozen", facts: {}, text: { scope: input.scope } }]);
}

function asCommander(
  state: IncidentState,
  pack: ProtocolPack,
  circumstances: Circumstances,
  rule: string | undefined,
  what: string,
): Outcome<ActingPerson> {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  return leads(state, pack, person.value)
    ? person
    : refuse("unauthorised", rule ?? null, `${what} by who commands the incident, and nobody else.`);
}

function aLevel(pack: ProtocolPack, scope: string): Outcome<null> {
  const levels = pack.scope?.levels.map(({ id }) => id) ?? [];
  return levels.includes(scope)
    ? accept(null)
    : refuse(
        "invalid",
        pack.scope?.rule ?? null,
        `The scope is one of ${levels.join(", ")}, not "${scope}".`,
      );
}
