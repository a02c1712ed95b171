/** What is wrong in a pack, and where. */
export type PackProblem = {
  path: string;
  /** What was found there and what was expected, as one sentence. */
  message: string;
  /** The word that was found, where another one of `names` was meant. */
  found?: string | undefined;
  names?: readonly string[] | undefined;
};
