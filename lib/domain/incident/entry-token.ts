/** How a rule names what somebody wrote: the edge puts the entry's words in, the domain knows the entry alone. */
export const entryToken = (seq: number): string => `#{${seq}}`;
