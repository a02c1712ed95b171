import type { EventType, FactsOf } from "#lib/domain/incident/events/index.ts";
import { clockSayings, titleOf } from "./clock.ts";
import { type Lexicon, listed, many } from "./lexicon.ts";
import { at, noteOf, ruleOf, type Sayings } from "./shape.ts";

/** What the console sends by itself is said to be so, and that it meets nothing. */
const byItself = ({ holding }: FactsOf<"NoticeSent">, names: Lexicon) =>
  holding === undefined
    ? ""
    : ` by itself, because nothing had been sent and ${titleOf(holding, names)} is nearly due; it does not meet it`;

const noticeSayings: Sayings<
  Extract<
    EventType,
    "NoticeSent" | "DeliveryAccepted" | "DeliveryFailed" | "DeliveryRetried" | "StatusPublished"
  >
> = {
  NoticeSent: ({ facts, recordedAt }, text, names) => {
    const promise =
      facts.nextUpdateAt === null ? "" : `\nNext update promised for ${at(facts.nextUpdateAt, recordedAt)}.`;
    const reach = `To ${listed(facts.audiences.map(names.audience))}: ${many(facts.deliveries.length, "recipient")}.`;
    const quiet =
      facts.quiet === undefined
        ? ""
        : ` In the inbox alone, for their quiet hours: ${listed(facts.quiet.map(names.person))}.`;
    return {
      kind: "notice",
      what: `sent the notice "${names.pack.notices[facts.template]?.title ?? facts.template}"${byItself(facts, names)}`,
      note: `${text === null ? "" : `${text.subject}\n`}${reach}${quiet}${promise}`,
      ...ruleOf(names.pack.notices[facts.template]?.rule),
    };
  },
  DeliveryAccepted: (_, text) => ({
    kind: "notice",
    what: `delivery accepted${text === null ? "" : `: ${text.receipt}`}`,
  }),
  DeliveryFailed: ({ facts, recordedAt }, text) => ({
    kind: "notice",
    what: facts.permanent
      ? `delivery failed for good after ${many(facts.attempt, "attempt")}`
      : `delivery failed, attempt ${facts.attempt}; it is tried again${facts.againAt === undefined ? "" : ` at ${at(facts.againAt, recordedAt)}`}`,
    ...noteOf(text?.reason),
  }),
  DeliveryRetried: () => ({ kind: "notice", what: "had a failed delivery tried again" }),
  StatusPublished: ({ facts }, text, names) => ({
    kind: "publication",
    what: `published the status "${facts.state}"${text === null ? "" : `: ${text.title}`}`,
    ...noteOf(
      [
        text?.body ?? "",
        facts.services.map(({ id, health }) => `${names.service(id)}: ${health}`).join(", "),
      ].join("\n"),
    ),
  }),
};

export const communicationSayings = { ...clockSayings, ...noticeSayings };
