import { asOpenLead } from "../../authority/lead.ts";
import { heldUp } from "../../clock/blocks.ts";
import { clocksFor } from "../../clock/severity.ts";
import { isAtLeast } from "../../gate/holds.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, refuse } from "../../refusal.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { NewEvent } from "../events/index.ts";
import type { IncidentState } from "../state.ts";

/** Why a severity cannot be picked for a trigger; null where it can. The rule is the trigger's own (MKC-2). */
export function tooLow(pack: ProtocolPack, trigger: string, severity: string): string | null {
  const described = pack.triggers[trigger];
  return described === undefined || isAtLeast(pack, severity, described.minimumSeverity)
    ? null
    : `"${described.title}" is at least ${described.minimumSeverity}; ${severity} is too low.`;
}

/** Raises or lowers the severity: the commander's act, never below the trigger's least one (MKC-2). */
export function decideSeverity(
  state: IncidentState,
  pack: ProtocolPack,
  input: { severity: string; reason: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenLead(state, pack, circumstances, "The severity");
  if (!person.ok) return person;
  const { severity: to, reason } = input;
  if (!pack.severities.some(({ id }) => id === to))
    return refuse("invalid", null, `${pack.title} knows no severity "${to}".`);
  if (to === state.severity) return refuse("conflict", null, `It is ${to} already.`);
  const low = tooLow(pack, state.trigger, to);
  if (low !== null) return refuse("rule", pack.triggers[state.trigger]?.rule ?? null, low);
  const held = isAtLeast(pack, to, state.severity)
    ? null
    : heldUp("lower-severity", state, pack, circumstances.now);
  if (held !== null) return held;
  return accept([{ type: "SeverityChanged", facts: { from: state.severity, to }, text: { reason } }]);
}

/** What a severity would start, breach and release now: shown before it is picked. */
export const severityPreview = (
  state: IncidentState,
  pack: ProtocolPack,
  severity: string,
  now: string,
): NewEvent[] => clocksFor(state.severity, { ...state, severity }, pack, now, { otherCriticalIncidents: 0 });
