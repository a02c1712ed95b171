import { conditionsWords, conditionWords } from "../../condition-words.ts";
import { ownerTitle } from "../../owner-title.ts";
import type { ProtocolPack } from "../../pack.ts";
import { each, facts, group, list, part, type Row, type Section, text } from "../model.ts";
import { minutesWords } from "../spans.ts";
import { capital, metWords, rolesWords, roleTitle, runNewsWords, startWords } from "../words.ts";
import { enforcedClocks } from "./deadlines.ts";

export const clocks = (pack: ProtocolPack): Section<"clocks"> => ({
  id: "clocks",
  title: "What is owed by when",
  short: "What is owed by when",
  lead: "A clock is met only by the real thing; late is recorded as late.",
  content: [
    {
      is: "table",
      caption: "Clocks",
      columns: ["Owed", "Within", "Counted from when", "Owed by", "Met when", "Missed"],
      rows: Object.entries(pack.clocks).map(([name, clock]) => clockRow(pack, clock, name)),
    },
    group("What is done about a deadline", enforcedClocks(pack)),
    group(
      "When it is missed, and when a rollback fails",
      each(pack.escalations, (escalation, name) => escalationOf(pack, escalation, name)),
    ),
    group("Who is called", pack.paging === undefined ? [] : [pagingOf(pack, pack.paging)]),
    group(
      "Owed while it holds",
      each(pack.duties, (duty, name) =>
        part({
          id: `duties.${name}`,
          title: duty.title,
          of: duty,
          aside: ownerTitle(pack, duty.owner),
          blocks: [
            text(duty.why),
            facts([
              ["Owed", duty.when.length === 0 ? "always" : `where ${conditionsWords(pack, duty.when)}`],
              ["Met when", conditionWords(pack, duty.met)],
            ]),
          ],
        }),
      ),
    ),
  ],
});

function clockRow(pack: ProtocolPack, clock: ProtocolPack["clocks"][string], name: string): Row {
  const where = clock.when.length === 0 ? "" : `, where ${conditionsWords(pack, clock.when)}`;
  const within = clock.dueInMinutes === undefined ? "as promised" : minutesWords(clock.dueInMinutes);
  return {
    id: `clocks.${name}`,
    title: clock.title,
    rule: clock.rule,
    reading: clock.reading,
    cells: [
      clock.title,
      `${within} (at risk ${minutesWords(clock.atRiskMinutes)} before)`,
      `${startWords(clock.startsAt)}${where}`,
      ownerTitle(pack, clock.owner),
      metWords(pack, clock.metBy),
      clock.onBreach === undefined ? "is recorded" : `goes up: ${upwards(pack, clock.onBreach)}`,
    ],
  };
}

/** Whom a miss reaches in the end; how fast stands with the escalation itself. */
const upwards = (pack: ProtocolPack, name: string): string =>
  (pack.escalations[name]?.path ?? []).map((role) => roleTitle(pack, role)).join(", then ");

function pathWords(pack: ProtocolPack, name: string): string {
  const escalation = pack.escalations[name];
  const [first = "", ...later] = (escalation?.path ?? []).map((role) => roleTitle(pack, role));
  const then =
    later.length === 0
      ? ""
      : `, then ${later.join(", then ")}, ${minutesWords(escalation?.eachMinutes ?? 0)} apart`;
  return `${first} at once${then}`;
}

const pagingOf = (pack: ProtocolPack, paging: NonNullable<ProtocolPack["paging"]>) =>
  part({
    id: "paging",
    title: `On call at ${paging.severities.join(", ")}`,
    of: paging,
    blocks: [
      text(
        `Whoever is on call as ${paging.call.map((role) => roleTitle(pack, role)).join(", then ")} is called, one after the other. Who has not answered within ${minutesWords(paging.answerWithinMinutes)} is passed over.`,
      ),
    ],
  });

const escalationOf = (pack: ProtocolPack, escalation: ProtocolPack["escalations"][string], name: string) =>
  part({
    id: `escalations.${name}`,
    title: rolesWords(pack, escalation.path, "and"),
    of: escalation,
    blocks: [text(`A missed clock goes to ${pathWords(pack, name)}.`)],
    items: escalation.on.map((news, index) =>
      part({
        id: `escalations.${name}.${index}`,
        title: `${runNewsWords(news.event)}: ${roleTitle(pack, news.tell)} is told`,
        of: news,
      }),
    ),
  });

export const ending = (pack: ProtocolPack): Section<"ending"> => ({
  id: "ending",
  title: "What is handed in",
  short: "What is handed in",
  lead: null,
  content: [
    group(
      null,
      each(pack.deliverables, (deliverable, name) =>
        part({
          id: `deliverables.${name}`,
          title: deliverable.title,
          of: deliverable,
          aside: `by ${ownerTitle(pack, deliverable.owner)}`,
          blocks: [
            deliverable.attendees.length === 0
              ? null
              : text(`${capital(rolesWords(pack, deliverable.attendees, "and"))} must have been there.`),
            deliverable.sections.length === 0 ? null : text("It contains:"),
            list(deliverable.sections),
          ],
        }),
      ),
    ),
  ],
});
