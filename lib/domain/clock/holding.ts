import { composeNotice } from "../incident/decide/notice.ts";
import type { FactsOf, NewEvent } from "../incident/events/index.ts";
import type { ClockState, IncidentState, NoticeState } from "../incident/state.ts";
import { isUnderWay } from "../notice/under-way.ts";
import { type NoticeWords, utc } from "../notice/values.ts";
import type { ProtocolPack } from "../protocol/pack.ts";

/** What the console needs to send a word by itself: an id for it, the names that it quotes, and whom it reaches. */
export type HoldingDraft = {
  notice: string;
  words: NoticeWords;
  deliveries: FactsOf<"NoticeSent">["deliveries"];
  /** Whom their quiet hours keep it from. */
  quiet: string[];
};

/**
 * The console's own word shortly before a deadline: sent where nobody has sent anything to those who wait, and kept
 * back, with the reason, where somebody has or where it cannot be composed. It meets no clock either way.
 */
export function holdingEvents(
  clock: ClockState,
  state: IncidentState,
  pack: ProtocolPack,
  draft: HoldingDraft | null,
): NewEvent[] {
  const holding = pack.clocks[clock.clock]?.holding;
  const template = pack.notices[holding?.notice ?? ""];
  if (holding === undefined || template === undefined) return [];
  // A promise was made to those who heard it; any other word is owed to all whom this one would reach.
  const waiting = clock.audiences.length > 0 ? clock.audiences : template.audiences;
  const sent = wordSince(clock, waiting, state);
  if (sent !== undefined) return [withheld(clock, "word-sent", sent.notice)];
  if (draft === null || draft.deliveries.length === 0) return [withheld(clock, "nobody-to-reach", null)];
  const { words, deliveries, notice } = draft;
  const quiet = draft.quiet.length === 0 ? {} : { quiet: draft.quiet };
  const input = { template: holding.notice, fields: {}, nextUpdateAt: null, words };
  const composed = composeNotice(state, pack, { ...input, postscript: byItself(clock, pack) });
  if (composed.missing.length > 0)
    return [
      withheld(clock, "fields-missing", null, composed.missing.map(({ message }) => message).join(" ")),
    ];
  const address = { clock: clock.clock, occurrence: clock.occurrence };
  const { subject, body } = composed;
  const { audiences } = template;
  const witness = { headSeq: state.seq, headHash: state.head };
  const facts = { notice, template: holding.notice, audiences, deliveries, nextUpdateAt: null, ...witness };
  return [
    {
      type: "NoticeSent",
      facts: { ...facts, ...quiet, holding: address },
      text: { subject, body, fields: {} },
    },
  ];
}

/** A reader must see that no person wrote it, and that the word that was owed is owed still. */
const byItself = (clock: ClockState, pack: ProtocolPack): string =>
  `The console sent this by itself, because nothing had been sent shortly before a deadline: ${pack.clocks[clock.clock]?.title ?? clock.clock}, due ${utc(clock.dueAt)}. It does not meet that deadline.`;

/** A notice to all who would get the holding one, sent since the clock began, that has reached them or still may. */
const wordSince = (
  clock: ClockState,
  audiences: readonly string[],
  state: IncidentState,
): NoticeState | undefined =>
  state.notices.findLast(
    (one) =>
      one.seq > clock.startSeq &&
      audiences.every((audience) => one.audiences.includes(audience)) &&
      (one.acceptedAt !== null || isUnderWay(one)),
  );

const withheld = (
  { clock, occurrence }: ClockState,
  because: FactsOf<"HoldingWithheld">["because"],
  notice: string | null,
  detail = "",
): NewEvent => ({
  type: "HoldingWithheld",
  facts: { clock, occurrence, because, notice },
  text: { detail },
});
