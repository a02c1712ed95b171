import { listed } from "../../condition-words.ts";
import type { ProtocolPack } from "../../pack.ts";
import { each, facts, group, list, part, type Section, text } from "../model.ts";

export const practice = (pack: ProtocolPack): Section<"practice"> => ({
  id: "practice",
  title: "Before it is needed, and after",
  short: "Practice and readiness",
  lead: null,
  content: [
    group(
      "Drills",
      each(pack.drills, (drill, name) =>
        part({
          id: `drills.${name}`,
          title: drill.title,
          of: drill,
          aside: `every ${drill.every}`,
          blocks: [
            text(`In ${listed(drill.environments)}.`),
            drill.report.length === 0 ? null : text("The report says:"),
            list(drill.report),
          ],
        }),
      ),
    ),
    group(
      "Ready when",
      pack.readiness.map((line) => part({ id: `readiness.${line.id}`, title: line.title, of: line })),
    ),
    group(
      "Improved after each use",
      pack.improvements.map((line) => part({ id: `improvements.${line.id}`, title: line.title, of: line })),
    ),
  ],
});

export const measures = (pack: ProtocolPack): Section<"measures"> => ({
  id: "measures",
  title: "How well it works",
  short: "How well it works",
  lead: null,
  content: [
    {
      is: "table",
      caption: "Measures of the protocol",
      columns: ["Measure", "What is measured", "Target"],
      rows: Object.entries(pack.kpis).map(([name, kpi]) => ({
        id: `kpis.${name}`,
        title: kpi.title,
        rule: kpi.rule,
        reading: kpi.reading,
        cells: [kpi.title, kpi.measures, kpi.target],
      })),
    },
  ],
});

export const review = ({ review: own }: ProtocolPack): Section<"review"> => ({
  id: "review",
  title: "Who answers for this protocol",
  short: "Its own upkeep",
  lead: null,
  content: [
    group(
      null,
      own === undefined
        ? []
        : [
            part({
              id: "review",
              title: `Owned by ${listed(own.owner)}`,
              of: own,
              blocks: [
                facts([
                  ["Approved by", listed(own.approvers)],
                  ["Looked at again", listed(own.due)],
                ]),
              ],
            }),
          ],
    ),
  ],
});
