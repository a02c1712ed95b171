import { conditionWords } from "../../condition-words.ts";
import { ownerTitle } from "../../owner-title.ts";
import type { ProtocolPack } from "../../pack.ts";
import type { Criterion } from "../../parts/gate.ts";
import { each, facts, group, part, type Section, text } from "../model.ts";
import { secondsWords } from "../spans.ts";
import { freezeWords, modeWords, owedForStart, rolesWords, roleTitle, whereWords } from "../words.ts";

export const authority = (pack: ProtocolPack): Section<"authority"> => ({
  id: "authority",
  title: "Who may start a rollback",
  short: "Who may roll back",
  lead: null,
  content: [
    group(
      null,
      pack.authority.startRollback.map((rule, index) =>
        part({
          id: `authority.${index}`,
          title: `At ${rule.severities.join(" or ")}`,
          of: rule,
          blocks: [
            {
              is: "lead",
              words: `${rolesWords(pack, rule.by)}${rule.onCallOnly ? ", only while on call," : ""} may start it ${modeWords(rule.mode)}.`,
            },
            ...owedForStart(pack, rule).map(text),
          ],
        }),
      ),
    ),
  ],
});

/** A criterion in full: what it asks, where, and of whom. */
export const criterionOf = (pack: ProtocolPack, criterion: Criterion, place: string) =>
  part({
    id: `${place}.${criterion.id}`,
    title: criterion.title,
    of: criterion,
    aside: criterion.owner && ownerTitle(pack, criterion.owner),
    blocks: [
      facts([
        ["Holds when", conditionWords(pack, criterion.condition)],
        ["Asked", whereWords(pack, criterion.when, "only where")],
      ]),
    ],
  });

export const plans = (pack: ProtocolPack): Section<"plans"> => ({
  id: "plans",
  title: "The way back",
  short: "The way back",
  lead: "Steps name registered actions. What those run is the worker’s configuration, never the protocol’s.",
  content: [
    group(
      null,
      each(pack.plans, (plan, name) =>
        part({
          id: `plans.${name}`,
          title: plan.title,
          of: plan,
          aside: plan.targetSeconds === undefined ? undefined : `within ${secondsWords(plan.targetSeconds)}`,
          tags: plan.severities.map((severity) => ({ words: severity, tone: "neutral" })),
          blocks: [
            plan.needs.length === 0 ? null : text("It starts only once all that it needs holds."),
            plan.lanes === undefined
              ? null
              : text("Its lanes are walked at the same time, each in its own order."),
          ],
          items: [
            ...plan.needs.map((need) => criterionOf(pack, need, `plans.${name}.needs`)),
            ...plan.steps.map((step, index) =>
              stepOf(pack, step, { place: `plans.${name}`, number: index + 1 }),
            ),
          ],
        }),
      ),
    ),
  ],
});

type Step = ProtocolPack["plans"][string]["steps"][number];

const stepOf = (pack: ProtocolPack, step: Step, { place, number }: { place: string; number: number }) =>
  part({
    id: `${place}.${step.id}`,
    title: `${number}. ${step.title}`,
    of: step,
    tags: [step.kind === "verify" ? { words: "verifies", tone: "met" } : { words: "acts", tone: "run" }],
    aside: `about ${secondsWords(step.expectedSeconds)}`,
    blocks: [
      facts([
        ["Runs", [{ code: commandOf(step) }]],
        ["Repeated", step.idempotent ? null : "never by itself"],
        ["Lane", step.lane && (pack.lanes[step.lane]?.title ?? step.lane)],
        ["Only at", step.scopes.length === 0 ? null : step.scopes.join(", ")],
        ["Typed before", step.confirm && [{ code: step.confirm }]],
        ["Stored data", step.dataEffect],
      ]),
    ],
  });

const commandOf = (step: Pick<Step, "action" | "with">): string =>
  [step.action, ...Object.entries(step.with).map(([key, value]) => `${key}=${value}`)].join(" ");

export const freezes = (pack: ProtocolPack): Section<"freezes"> => ({
  id: "freezes",
  title: "What may not move meanwhile",
  short: "What may not move",
  lead: null,
  content: [
    group(
      null,
      each(pack.freezes, (freeze, name) =>
        part({
          id: `freezes.${name}`,
          title: freeze.title,
          of: freeze,
          blocks: [text(freezeWords(pack, freeze))],
        }),
      ),
    ),
    group(null, pack.unfreeze === undefined ? [] : [unfreezeOf(pack, pack.unfreeze)]),
  ],
});

const unfreezeOf = (pack: ProtocolPack, unfreeze: NonNullable<ProtocolPack["unfreeze"]>) =>
  part({
    id: "unfreeze",
    title: "How the freezes are lifted",
    of: unfreeze,
    blocks: [text(`${roleTitle(pack, unfreeze.by)} lifts them once all of these hold.`)],
    items: unfreeze.criteria.map((criterion) => criterionOf(pack, criterion, "unfreeze")),
  });
