import { isInScope } from "../gate/found-out.ts";
import type { IncidentState } from "../incident/state.ts";
import { parseTemplate, renderTemplate } from "../notice/template.ts";
import { own } from "../protocol/own.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { Blocker } from "../refusal.ts";

export type Confirmation = { step: string; title: string; rule: string | null; says: string };

/** A protocol writes its words for many; one minute is typed as one minute. */
const inSingular = (says: string) => says.replace(/(?<![\d.,])1 minutes\b/g, "1 minute");

/** What a person must type before this plan may start: each step's own words, its values filled in. */
export function confirmationsOf(state: IncidentState, pack: ProtocolPack, plan: string): Confirmation[] {
  const targets = Object.fromEntries(Object.entries(state.targets).map(([name, { value }]) => [name, value]));
  const values = { baseline: state.baseline, targets };
  return (own(pack.plans, plan)?.steps ?? []).flatMap(({ id, title, rule, confirm, scopes }) => {
    if (confirm === undefined || !isInScope(scopes, state)) return [];
    const parsed = parseTemplate(confirm);
    const rendered = parsed.ok ? renderTemplate(parsed.template, values) : null;
    // What quotes a target that nobody has confirmed cannot be typed yet; the plan says what is missing.
    return rendered?.ok === true
      ? [{ step: id, title, rule: rule ?? null, says: inSingular(rendered.text) }]
      : [];
  });
}

/** The steps whose words were not typed, or not exactly. */
export const unconfirmed = (
  state: IncidentState,
  pack: ProtocolPack,
  asked: { plan: string; confirmed: Readonly<Record<string, string>> },
): Blocker[] =>
  confirmationsOf(state, pack, asked.plan)
    .filter(({ step, says }) => (own(asked.confirmed, step) ?? "").trim() !== says)
    .map(({ title, rule, says }) => ({ rule, message: `"${title}" asks for these words, typed: ${says}` }));
