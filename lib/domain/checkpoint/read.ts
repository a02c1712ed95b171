import type { CheckpointPack } from "./pack.ts";
import type { CheckpointState } from "./state.ts";

type Reader = { personId: string; party: string | null; roles: readonly string[]; isAuditor: boolean };

/** A checkpoint is open to its sides, to who holds one of its roles, and to auditors. */
export const mayReadCheckpoint = (
  pack: CheckpointPack,
  { party, roles, isAuditor }: Omit<Reader, "personId">,
): boolean =>
  isAuditor ||
  (party !== null && pack.parties[party] !== undefined) ||
  roles.some((role) => pack.roles[role] !== undefined);

/** The same of one checkpoint, which is open to the deputies that its sides have named as well. */
export const mayReadThis = (
  { deputies }: Pick<CheckpointState, "deputies">,
  pack: CheckpointPack,
  reader: Reader,
): boolean =>
  mayReadCheckpoint(pack, reader) ||
  deputies.some(({ person, ended }) => person === reader.personId && ended === null);
