import { Banner } from "#components/ui/banner.tsx";
import type { CheckpointView, QuestionView } from "#lib/queries/checkpoint-view.ts";
import { HindranceList } from "./hindrance-list.tsx";
import { standingTone } from "./standing-tone.ts";

/** In one place what it comes to now. */
export function StandingBanner({ view }: { view: CheckpointView }) {
  const { title, words } = standingOf(view);
  const tone = standingTone(
    view.standing,
    view.questions.some(({ isGo }) => isGo),
  );
  return (
    <Banner title={title} tone={tone} role="status" className="mb-4">
      {words}
      {view.ended.length > 0 ? <HindranceList hindrances={view.ended} /> : null}
    </Banner>
  );
}

const decidedWords = ({ isGo, go, noGo, title, sealing }: QuestionView) =>
  sealing?.isOver ? `${go} has run out` : isGo ? go : `${noGo} to "${title}"`;

function standingOf({ standing, owed, ended, questions }: CheckpointView) {
  switch (standing) {
    case "closed":
      return { title: "Closed", words: "Its log takes no more." };
    case "no-go":
      return {
        title: ended.length > 1 ? "NO-GO, for more than one cause" : "NO-GO",
        words:
          "It ended at once, sealed by the console itself, and does not come back. Another attempt is a new checkpoint.",
      };
    case "decided":
      return {
        title: `Decided: ${questions.map(decidedWords).join("; ")}`,
        words:
          "Every question is sealed. A GO stands over what was signed: whatever of it changes, or does not hold any more, takes the GO away.",
      };
    case "open":
      return {
        title: "Open: NO-GO until everything holds",
        words: `${owed.length} ${owed.length === 1 ? "thing is" : "things are"} owed.`,
      };
  }
}
