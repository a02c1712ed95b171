import { leadsOf } from "#lib/domain/checkpoint/leads.ts";
import type { CheckpointObligation } from "#lib/domain/checkpoint/obligations.ts";
import { signsFor } from "./checkpoint-deputies.ts";
import { wordsOf } from "./checkpoint-entry.ts";
import type { CheckpointSource } from "./checkpoint-source.ts";
import type { AskedView } from "./checkpoint-view.ts";

/** What the sides asked one another before a question was signed, and the answers. */
export const askedViews = (source: CheckpointSource, question: string): AskedView[] => {
  const { state, pack, entries, names } = source;
  const side = signsFor(source)?.party;
  return state.asked
    .filter((one) => one.question === question)
    .map(({ seq, by, at, party, to, answered }) => ({
      seq,
      at,
      by: names.get(by) ?? "somebody",
      side: pack.parties[party]?.title ?? party,
      to: pack.parties[to]?.title ?? to,
      words: wordsOf(entries, seq, "AskedBack")?.words ?? null,
      isMine: answered === null && state.closed === null && side === to,
      answer: answered && {
        words: wordsOf(entries, answered.seq, "AnsweredBack")?.words ?? null,
        by: names.get(answered.by) ?? "somebody",
        at: answered.at,
      },
    }));
};

/** An answer that is owed: what was asked, and by name those who speak for the side that owes it. */
export function answerOwed(
  { pack, entries, people }: CheckpointSource,
  { act, owner, title }: CheckpointObligation,
): { title: string; by: string } | null {
  if (act.kind !== "answer-back" || "role" in owner) return null;
  const by = owner.parties.map((party) => {
    const leads = leadsOf(party, pack, people).map(({ name }) => name);
    return [pack.parties[party]?.title ?? party, ...(leads.length === 0 ? [] : [leads.join(", ")])].join(
      ": ",
    );
  });
  const words = wordsOf(entries, act.asked, "AskedBack")?.words;
  return { title: words === undefined ? title : `${title}: ${words}`, by: by.join(" or ") };
}
