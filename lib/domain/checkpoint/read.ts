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

/** Who is named a deputy and was not taken back, also before and after the time that they sign in. */
export const namedDeputies = ({ deputies }: Pick<CheckpointState, "deputies">): string[] => [
  ...new Set(deputies.flatMap(({ person, ended }) => (ended === null ? [person] : []))),
];

/** The same of one checkpoint, which is open to the deputies that its sides have named as well. */
export const mayReadThis = (deputies: readonly string[], pack: CheckpointPack, reader: Reader): boolean =>
  mayReadCheckpoint(pack, reader) || deputies.includes(reader.personId);
