import { conditionsWords } from "../../condition-words.ts";
import { ownerTitle } from "../../owner-title.ts";
import type { ProtocolPack } from "../../pack.ts";
import { each, facts, group, type Part, part, type Section, text } from "../model.ts";
import { capital, phaseWords, quoted, roleTitle } from "../words.ts";

export const severities = (pack: ProtocolPack): Section<"severities"> => ({
  id: "severities",
  title: "How bad it is, and how far it reaches",
  short: "How bad it is",
  lead: "Severities stand the worst first; levels of scope the narrowest first.",
  content: [
    {
      is: "table",
      caption: "Severities",
      columns: ["Severity", "Means", "Critical"],
      rows: pack.severities.map((severity) => ({
        id: `severities.${severity.id}`,
        title: `${severity.id}: ${severity.title}`,
        rule: severity.rule,
        reading: severity.reading,
        cells: [`${severity.id}: ${severity.title}`, severity.means, severity.critical ? "critical" : "no"],
      })),
    },
    ...(pack.scope === undefined ? [] : [group("Scope", [scopeOf(pack.scope)])]),
  ],
});

const scopeOf = (scope: NonNullable<ProtocolPack["scope"]>): Part =>
  part({
    id: "scope",
    title: "How far a rollback reaches",
    of: scope,
    blocks: [text("Declared with rollback mode, the narrowest first.")],
    items: scope.levels.map((level) =>
      part({
        id: `scope.${level.id}`,
        title: `${level.id}: ${level.title}`,
        of: level,
        blocks: [text(level.means)],
      }),
    ),
  });

export const phases = (pack: ProtocolPack): Section<"phases"> => ({
  id: "phases",
  title: "The course of an incident",
  short: "The course of it",
  lead: "A phase is entered by what happens, never by a press of a button.",
  content: [
    {
      is: "table",
      caption: "Phases",
      columns: ["Phase", "Begins when"],
      rows: pack.phases.map((phase) => ({
        id: `phases.${phase.id}`,
        title: phase.title,
        cells: [phase.title, phaseWords(phase)],
      })),
    },
  ],
});

export const triggers = (pack: ProtocolPack): Section<"triggers"> => ({
  id: "triggers",
  title: "What is seen, and what it asks for",
  short: "What is seen",
  lead: "Declaring starts here. A trigger may be declared worse than its severity, never milder.",
  content: [
    group(
      null,
      each(pack.triggers, (trigger, name) => triggerOf(pack, trigger, name)),
    ),
  ],
});

function triggerOf(pack: ProtocolPack, trigger: ProtocolPack["triggers"][string], name: string) {
  const { plan, freeze, bridge, summary } = trigger.requires;
  const critical = pack.severities.find(({ id }) => id === trigger.minimumSeverity)?.critical === true;
  return part({
    id: `triggers.${name}`,
    title: trigger.title,
    of: trigger,
    tags: [{ words: `at least ${trigger.minimumSeverity}`, tone: critical ? "breach" : "neutral" }],
    blocks: [
      { is: "lead", words: summary },
      facts([
        ["Seen as", trigger.detection],
        ["Shown by", trigger.evidence],
        ["Plan", plan && quoted(pack.plans[plan]?.title, plan)],
        ["Freeze", freeze && quoted(pack.freezes[freeze]?.title, freeze)],
        ["Bridge", bridge ? "a joint bridge is opened" : null],
        ["Confirmed", trigger.confirms ? "by a person, as an act of its own" : null],
        ["Discussed", trigger.discussed ? "first; the end of the discussion is recorded" : null],
      ]),
    ],
  });
}

const kinds: Record<(ProtocolPack["facts"] | ProtocolPack["targets"])[string]["kind"], string> = {
  choice: "a choice",
  pin: "a pinned commit and tag",
  text: "words",
  instant: "a time",
  number: "a number",
  "yes-no": "yes or no",
  list: "a list",
  minutes: "a number of minutes",
};

export function askedFacts(pack: ProtocolPack): Section<"facts"> {
  const asked = (moment: "declaration" | "triage") =>
    each(Object.fromEntries(Object.entries(pack.facts).filter(([, fact]) => fact.asked === moment)), factOf);
  return {
    id: "facts",
    title: "What is asked",
    short: "What is asked",
    lead: null,
    content: [group("At the declaration", asked("declaration")), group("In the triage", asked("triage"))],
  };
}

const factOf = (fact: ProtocolPack["facts"][string], name: string) =>
  part({
    id: `facts.${name}`,
    title: fact.title,
    of: fact,
    aside: kinds[fact.kind],
    blocks: [
      text(fact.hint),
      facts([
        ["One of", fact.options?.join(", ")],
        ["When", fact.past ? "not after now" : null],
        ["Offered first", fact.from && [`the baseline’s `, { code: fact.from }]],
        ["In notices", [{ code: `{{facts.${name}}}` }]],
      ]),
    ],
  });

export const containment = (pack: ProtocolPack): Section<"containment"> => ({
  id: "containment",
  title: "How it is contained",
  short: "Containment",
  lead: "A way is offered where its conditions hold; a choice is recorded with its reason.",
  content: [
    group(
      null,
      each(pack.plays, (play, name) =>
        part({
          id: `plays.${name}`,
          title: play.title,
          of: play,
          blocks: [
            { is: "lead", words: play.means },
            facts([
              [
                "Offered",
                play.offeredWhen.length === 0 ? "always" : `where ${conditionsWords(pack, play.offeredWhen)}`,
              ],
              [
                "Goes before",
                play.outranks.length === 0
                  ? null
                  : play.outranks.map((other) => quoted(pack.plays[other]?.title, other)).join(", "),
              ],
            ]),
          ],
        }),
      ),
    ),
  ],
});

export const mode = (pack: ProtocolPack): Section<"mode"> => ({
  id: "mode",
  title: "Rollback mode and what it goes back to",
  short: "Rollback mode",
  lead: null,
  content: [
    group(null, pack.mode === undefined ? [] : [modeOf(pack, pack.mode)]),
    group(
      "Targets",
      each(pack.targets, (target, name) =>
        part({
          id: `targets.${name}`,
          title: target.title,
          of: target,
          aside: kinds[target.kind],
          blocks: [
            text(`${capital(ownerTitle(pack, target.confirms))} confirms it.`),
            facts([["Has to be", target.equals && [`the approved baseline’s `, { code: target.equals }]]]),
          ],
        }),
      ),
    ),
  ],
});

const modeOf = (pack: ProtocolPack, declared: NonNullable<ProtocolPack["mode"]>) =>
  part({
    id: "mode",
    title: declared.title,
    of: declared,
    blocks: [text(`Declared by ${roleTitle(pack, pack.commander)}, for at least one of these reasons.`)],
    items: each(declared.reasons, (reason, name) =>
      part({ id: `mode.${name}`, title: reason.title, of: reason }),
    ),
  });
