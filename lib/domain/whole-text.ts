/** For `refine`: half a character has no form that could be digested, so it can stand in no log. */
export const wholeCharacters = [
  (text: string): boolean => text.isWellFormed(),
  "expected whole characters: half of one is in it",
] as const;

/** A place to cut that parts no character. */
export const cutBefore = (text: string, place: number): number =>
  /[\ud800-\udbff]/.test(text.charAt(place - 1)) ? place - 1 : place;

/** As much of a text's beginning as there is room for, in whole characters. */
export const beginningOf = (text: string, most: number): string =>
  (text.length <= most ? text : text.slice(0, cutBefore(text, most))).toWellFormed();

/** As much of a text's end as there is room for, in whole characters. */
export function endOf(text: string, most: number): string {
  const from = Math.max(0, text.length - most);
  return text.slice(cutBefore(text, from) === from ? from : from + 1).toWellFormed();
}

/** A text that fits, or its beginning and a mark that there was more. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text.toWellFormed() : `${beginningOf(text, most - 1)}…`;
