import { blockedWords } from "../../../clock/blocks.ts";
import { conditionsWords, listed } from "../../condition-words.ts";
import type { ProtocolPack } from "../../pack.ts";
import { facts, type Part, part } from "../model.ts";
import { minutesWords } from "../spans.ts";
import { quoted, rolesWords } from "../words.ts";

type PackClock = ProtocolPack["clocks"][string];

/** What is done about the deadlines of the clocks that say so: reminders, pauses, what a miss holds up. */
export const enforcedClocks = (pack: ProtocolPack): Part[] =>
  Object.entries(pack.clocks)
    .filter(([, clock]) => saysMore(clock))
    .map(([name, clock]) =>
      part({
        id: `clocks.${name}.deadline`,
        title: clock.title,
        blocks: [
          facts([
            ["Otherwise due", severitiesWords(clock)],
            ["Reminded", remindedWords(clock)],
            ["Held up while it is late", clock.blocks === undefined ? null : blockedWords(clock.blocks)],
          ]),
        ],
        items: [
          ...holdingOf(pack, clock, name),
          ...pauseOf(pack, clock, name),
          ...cadenceOf(pack, clock, name),
        ],
      }),
    );

const saysMore = ({ dueBySeverity, remindMinutes, mayPause, blocks, holding, repeats }: PackClock): boolean =>
  [dueBySeverity, remindMinutes, mayPause, blocks, holding, repeats].some((one) => one !== undefined);

const severitiesWords = ({ dueBySeverity }: PackClock): string | null =>
  dueBySeverity === undefined
    ? null
    : listed(
        Object.entries(dueBySeverity).map(
          ([severity, minutes]) => `within ${minutesWords(minutes)} at ${severity}`,
        ),
      );

const remindedWords = ({ remindMinutes }: PackClock): string | null =>
  remindMinutes === undefined ? null : `who owes it, ${listed(remindMinutes.map(minutesWords))} before`;

const holdingOf = (pack: ProtocolPack, { holding }: PackClock, name: string): Part[] =>
  holding === undefined
    ? []
    : [
        part({
          id: `clocks.${name}.holding`,
          title: `Where nothing was sent by ${minutesWords(holding.minutesBefore)} before, the console sends ${quoted(pack.notices[holding.notice]?.title, holding.notice)} by itself and says so; it meets no clock`,
          of: holding,
        }),
      ];

function pauseOf(pack: ProtocolPack, { mayPause }: PackClock, name: string): Part[] {
  if (mayPause === undefined) return [];
  const atMost =
    mayPause.atMostMinutes === undefined
      ? ""
      : `, for at most ${minutesWords(mayPause.atMostMinutes)} in all`;
  return [
    part({
      id: `clocks.${name}.mayPause`,
      title: `May be paused, with a reason, by ${rolesWords(pack, mayPause.by)}${atMost}`,
      of: mayPause,
    }),
  ];
}

const cadenceOf = (pack: ProtocolPack, { repeats }: PackClock, name: string): Part[] =>
  repeats === undefined
    ? []
    : [
        part({
          id: `clocks.${name}.repeats`,
          title: `Owed again every ${minutesWords(repeats.everyMinutes)}, counted from the deadline before, until ${conditionsWords(pack, repeats.until)}`,
          of: repeats,
        }),
      ];
