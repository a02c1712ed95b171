import { listed } from "../../condition-words.ts";
import { ownerTitle } from "../../owner-title.ts";
import type { ProtocolPack } from "../../pack.ts";
import { each, facts, group, part, type Section, text } from "../model.ts";
import { partyTitle, quoted, roleTitle, whereWords } from "../words.ts";
import { criterionOf } from "./rollback.ts";

export const checks = (pack: ProtocolPack): Section<"checks"> => ({
  id: "checks",
  title: "What is checked and measured",
  short: "Checks",
  lead: null,
  content: [
    group(
      null,
      each(pack.checks, (check, name) =>
        part({
          id: `checks.${name}`,
          title: check.title,
          of: check,
          aside: ownerTitle(pack, check.owner),
          tags: [{ words: check.kind === "measure" ? "measured" : "passes or fails", tone: "neutral" }],
          blocks: [
            facts([
              ["Runs", check.command && [{ code: check.command }]],
              ["Normal at most", check.atMost === undefined ? null : unitWords(check.atMost, check.unit)],
              [
                "Normal within",
                check.tolerancePercent === undefined
                  ? null
                  : `${check.tolerancePercent}% above its own baseline${check.unit === undefined ? "" : ` (in ${check.unit})`}`,
              ],
              [
                "Or else",
                check.replaceable ? "one known blocker, recorded in words, may stand for it" : null,
              ],
            ]),
          ],
        }),
      ),
    ),
  ],
});

const unitWords = (value: number, unit: string | undefined) =>
  unit === undefined ? `${value}` : `${value} ${unit}`;

export const evidence = (pack: ProtocolPack): Section<"evidence"> => ({
  id: "evidence",
  title: "What has to be proven",
  short: "What has to be proven",
  lead: null,
  content: [
    group(
      "Evidence",
      each(pack.evidence, (item, name) => evidenceOf(pack, item, name)),
    ),
    group(
      "Bundles",
      each(pack.bundles, (bundle, name) =>
        part({
          id: `bundles.${name}`,
          title: bundle.title,
          of: bundle,
          blocks: [
            text(
              `Complete with ${listed(bundle.evidence.map((one) => quoted(pack.evidence[one]?.title, one)))}${
                bundle.finalRecord === undefined
                  ? ""
                  : `, and the record of ${quoted(pack.gates[bundle.finalRecord]?.question, bundle.finalRecord)} sealed`
              }.`,
            ),
          ],
        }),
      ),
    ),
    group(
      "Signed statements",
      each(pack.attestations, (attestation, name) =>
        part({
          id: `attestations.${name}`,
          title: attestation.title,
          of: attestation,
          aside: `signed by ${roleTitle(pack, attestation.by)}`,
          blocks: [text(`“${attestation.says}”`)],
        }),
      ),
    ),
  ],
});

function evidenceOf(pack: ProtocolPack, item: ProtocolPack["evidence"][string], name: string) {
  const parameters = Object.entries(item.with).map(([key, value]) => `${key}=${value}`);
  const owner = item.party === undefined ? roleTitle(pack, item.role ?? "") : partyTitle(pack, item.party);
  return part({
    id: `evidence.${name}`,
    title: item.title,
    of: item,
    aside: `by ${owner}`,
    blocks: [
      facts([
        ["Owed", whereWords(pack, item.when, "where")],
        ["Shown by the output of", item.action && [{ code: [item.action, ...parameters].join(" ") }]],
        ["Handed in", item.after && "after the rollback has acted"],
        ["Lane", item.lane && (pack.lanes[item.lane]?.title ?? item.lane)],
        ["Only at", item.scopes.length === 0 ? null : item.scopes.join(", ")],
      ]),
    ],
  });
}

export const gates = (pack: ProtocolPack): Section<"gates"> => ({
  id: "gates",
  title: "What is decided together",
  short: "What is decided",
  lead: "Both sides sign the same record; any NO-GO wins, and unequal answers are NO-GO until they agree.",
  content: [
    group(
      null,
      each(pack.gates, (gate, name) => gateOf(pack, gate, name)),
    ),
  ],
});

const gateOf = (pack: ProtocolPack, gate: ProtocolPack["gates"][string], name: string) =>
  part({
    id: `gates.${name}`,
    title: gate.question,
    of: gate,
    blocks: [
      text(`${partyTitle(pack, gate.proposes)} proposes, ${partyTitle(pack, gate.confirms)} confirms.`),
      gate.criteria.length === 0 ? null : text("It stands once all of these hold, and one answer is given."),
      facts(
        Object.entries(gate.decisionLog).map(([party, action]) => [
          `Decision log for ${partyTitle(pack, party)}`,
          [{ code: action }],
        ]),
      ),
    ],
    items: [
      ...gate.criteria.map((criterion) => criterionOf(pack, criterion, `gates.${name}`)),
      ...gate.answers.map((answer) =>
        part({
          id: `gates.${name}.answers.${answer.id}`,
          title: answer.label,
          tags: [answer.go ? { words: "goes on", tone: "met" } : { words: "stops", tone: "breach" }],
          blocks: [
            answer.needsRemediationPlan ? text("Given only with a plan of what will be mended.") : null,
            answer.criteria.length === 0 ? null : text("Given only where these hold as well."),
          ],
          items: answer.criteria.map((criterion) =>
            criterionOf(pack, criterion, `gates.${name}.${answer.id}`),
          ),
        }),
      ),
    ],
  });

export const exit = (pack: ProtocolPack): Section<"exit"> => ({
  id: "exit",
  title: "When it is over",
  short: "When it is over",
  lead: "An incident closes once all of these hold.",
  content: [
    group(
      null,
      pack.exit.map((criterion) => criterionOf(pack, criterion, "exit")),
    ),
  ],
});
