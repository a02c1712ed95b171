import type { CheckpointPack } from "./pack.ts";

type Reader = { party: string | null; roles: readonly string[]; isAuditor: boolean };

/** A checkpoint is open to its sides, to who holds one of its roles, and to auditors. */
export const mayReadCheckpoint = (pack: CheckpointPack, { party, roles, isAuditor }: Reader): boolean =>
  isAuditor ||
  (party !== null && pack.parties[party] !== undefined) ||
  roles.some((role) => pack.roles[role] !== undefined);
