import { isCheckpointStream } from "#lib/domain/record/streams.ts";
import { readActs } from "./acts.ts";
import { readCheckpointActs } from "./checkpoint/acts.ts";
import { nameOfSealing, statementOfQuestion } from "./checkpoint/records.ts";
import { Report } from "./findings.ts";
import type { Log } from "./followed.ts";
import { statementOfRecord } from "./records.ts";

/** A sealing by its name in its log, and what its envelope holds; null where it says nothing that could stand in one. */
type Sealing = { name: string; statement: string | null };

/** What a log sealed, from its sealing entries alone, so that others may be left out. */
export const sealingsIn = (log: Log): Sealing[] =>
  isCheckpointStream(log.stream) ? questionsIn(log) : decisionsIn(log);

const decisionsIn = ({ stream, entries }: Log): Sealing[] =>
  readActs(entries, new Report()).flatMap((act) =>
    act.type === "DecisionSealed"
      ? [{ name: act.facts.decision, statement: statementOfRecord(stream, act) }]
      : [],
  );

const questionsIn = ({ stream, entries }: Log): Sealing[] =>
  readCheckpointActs(entries, new Report()).flatMap((act) =>
    act.type === "CheckpointSealed"
      ? [{ name: nameOfSealing(act), statement: statementOfQuestion(stream, act) }]
      : [],
  );
