import { Time } from "#components/ui/time.tsx";
import { type Tone, toneText } from "#components/ui/tone.ts";
import type { AttemptLine } from "#lib/queries/channels.ts";

export const outcomeWords: Record<AttemptLine["outcome"], { word: string; tone: Tone }> = {
  accepted: { word: "accepted", tone: "met" },
  later: { word: "tried again later", tone: "risk" },
  failed: { word: "failed", tone: "breach" },
};

/** What the channel said last. */
export function LastTry({ last }: { last: AttemptLine | null }) {
  if (last === null) return <p className="text-faint text-s">Nothing was sent by it yet.</p>;
  const { word, tone } = outcomeWords[last.outcome];
  return (
    <p className="break-words text-s text-soft">
      Last: <span className={`font-semibold ${toneText[tone]}`}>{word}</span>,{" "}
      <Time value={last.at} show="both" className="font-sans!" />
      {last.outcome === "accepted" ? null : <> · {last.said}</>}
    </p>
  );
}
