/** What is wrong in a pack, and where. */
export type PackProblem = { path: string; message: string };
