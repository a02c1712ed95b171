/** Where a question of a checkpoint is read and signed; in the query, because what follows a # is lost at the sign-in. */
export const packetAddress = (reference: string, question: string | null): string =>
  `/checkpoints/${reference}${question === null ? "" : `?question=${encodeURIComponent(question)}`}`;
