import type { Tone } from "#components/ui/tone.ts";
import type { Standing } from "#lib/domain/checkpoint/standing.ts";

/** The colour of a standing, the same in the list as on the checkpoint's own page. */
export function standingTone(standing: Standing, isAnyGo: boolean): Tone {
  switch (standing) {
    case "closed":
      return "neutral";
    case "no-go":
      return "breach";
    case "decided":
      return isAnyGo ? "met" : "breach";
    case "open":
      return "run";
  }
}
