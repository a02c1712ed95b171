/** Characters that change the order in which the others are shown, and so what a reader reads. */
const ordering = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Words with their ordering characters named instead of obeyed: what is read is what is there. */
export const visibleWords = (words: string): string =>
  words.replace(ordering, (one) => `[U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
