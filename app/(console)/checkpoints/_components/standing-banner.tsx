import { Banner } from "#components/ui/banner.tsx";
import type { CheckpointView } from "#lib/queries/checkpoint-view.ts";
import { HindranceList } from "./hindrance-list.tsx";

/** In one place what it comes to now. */
export function StandingBanner({ view }: { view: CheckpointView }) {
  const { tone, title, words } = standingOf(view);
  return (
    <Banner title={title} tone={tone} role="status" className="mb-4">
      {words}
      {view.ended.length > 0 ? <HindranceList hindrances={view.ended} /> : null}
    </Banner>
  );
}

function standingOf({ standing, owed, ended }: CheckpointView) {
  switch (standing) {
    case "closed":
      return { tone: "neutral", title: "Closed", words: "Its log takes no more." } as const;
    case "no-go":
      return {
        tone: "breach",
        title: ended.length > 1 ? "NO-GO, for more than one cause" : "NO-GO",
        words: "It ended at once and does not come back. Another attempt is a new checkpoint.",
      } as const;
    case "decision-open":
      return {
        tone: "risk",
        title: "The decision is open: NO-GO, not signed yet",
        words: "Everything is in and both sides have answered. Only signatures are missing.",
      } as const;
    case "open":
      return {
        tone: "run",
        title: "Open: NO-GO until everything holds",
        words: `${owed.length} ${owed.length === 1 ? "thing is" : "things are"} owed.`,
      } as const;
  }
}
