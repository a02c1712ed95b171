import { readCanonical } from "../json.ts";
import { statementOfSealing } from "../records.ts";
import type { CheckpointAct } from "./acts.ts";
import { CheckpointRecordShape } from "./shapes.ts";

type Sealing = CheckpointAct<"CheckpointSealed">;

/** A question may be sealed twice, a GO and what took it back, so a sealing is named by its entry. */
export const nameOfSealing = ({ seq }: Pick<Sealing, "seq">): string => `entry-${seq}`;

/** A sealed question as an in-toto statement; null where its record is none of a checkpoint. */
export function statementOfQuestion(stream: string, sealed: Sealing): string | null {
  const { question, outcome, cause, validUntil, record } = sealed.facts;
  if (readCanonical(record, CheckpointRecordShape) === null) return null;
  const predicate = { question, outcome, cause, validUntil };
  return statementOfSealing(stream, sealed, { kind: "checkpoint", name: question, predicate });
}
