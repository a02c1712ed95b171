/** Whether an entry's text holds anything that can be redacted: empty strings and lists are no words. */
export const holdsWords = (text: unknown): boolean => {
  if (typeof text === "object" && text !== null) return Object.values(text).some(holdsWords);
  return text !== "" && text !== null && text !== undefined;
};
