import type { Comparison } from "#lib/domain/rollback/actions/remote.ts";

/** A figure that is no number meets nothing. */
export function meets(found: number, is: Comparison, wanted: number): boolean {
  switch (is) {
    case "below":
      return found < wanted;
    case "at-most":
      return found <= wanted;
    case "equal":
      return found === wanted;
    case "at-least":
      return found >= wanted;
    case "above":
      return found > wanted;
  }
}
