import { sha256 } from "#checking";
import { type CheckpointPacket, CheckpointStatement } from "#lib/domain/checkpoint/packet.ts";
import type { CheckpointView, SubjectView } from "#lib/queries/checkpoint-view.ts";
import type { Pair, Reading } from "../../../_signing/read-opened.ts";
import { verdictPairs } from "../../../_signing/verdict-pairs.ts";

export type SigningRequest = {
  reference: string;
  question: string;
  answer: "go" | "no-go";
  remediation: string;
};
type Page = Pick<CheckpointView, "baseline" | "groups" | "runs" | "noGo" | "aborts" | "record"> & {
  viewer: Pick<CheckpointView["viewer"], "signsFor">;
};

/** A verdict's statement beside the checkpoint's page: each value and criterion, and the proofs and words by their digests. */
export const checkpointReading: Reading<CheckpointStatement, Page, SigningRequest> = {
  schema: CheckpointStatement,
  pairs: (statement, page, { reference, question, answer, remediation }) => {
    const { packet } = statement;
    const { party = null, deputyFor = null } = page.viewer.signsFor ?? {};
    return [
      { title: "Checkpoint", shown: reference, signed: packet.checkpoint },
      { title: "Question", shown: question, signed: packet.question.id },
      ...verdictPairs(statement, { answer, remediation, party, deputyFor }),
      ...valuePairs(page, packet),
      ...judgedPairs(page, packet),
      ...proofPairs(page, packet),
    ];
  },
};

const valuePairs = ({ baseline }: Page, packet: CheckpointPacket): Pair[] =>
  packet.baseline.flatMap(({ name, title, locked, seen }): Pair[] => {
    const shown = baseline.find((one) => one.name === name);
    return [
      { title: `${title}, locked`, shown: shown?.locked ?? null, signed: locked },
      { title: `${title}, seen`, shown: shown?.now ?? null, signed: seen },
    ];
  });

/** Whether it is so, as a word; null where it is not said at all. */
const so = (is: boolean | undefined, [yes, no]: readonly [string, string]): string | null => {
  if (is === undefined) return null;
  return is ? yes : no;
};
const words = {
  criterion: ["holds", "does not hold"],
  noGo: ["blocks", "clear"],
  abort: ["pulled", "not seen"],
} as const;

function judgedPairs({ groups, noGo, aborts }: Page, packet: CheckpointPacket): Pair[] {
  const items = groups.flatMap((group) => group.items);
  const among = <T extends { id: string }>(shown: readonly T[], id: string) =>
    shown.find((one) => one.id === id);
  return [
    ...packet.criteria.map(({ id, title, holds }) => ({
      title,
      shown: so(among(items, id)?.holds, words.criterion),
      signed: so(holds, words.criterion),
    })),
    ...packet.noGo.map(({ id, title, stands }) => ({
      title,
      shown: so(among(noGo, id)?.stands, words.noGo),
      signed: so(stands, words.noGo),
    })),
    ...packet.aborts.map(({ id, title, pulled }) => ({
      title,
      shown: so(among(aborts, id)?.isPulled, words.abort),
      signed: so(pulled, words.abort),
    })),
  ];
}

/** A proof's words, and its file by its digest, in the canonical form whose digest stands in the packet. */
const canonicalProof = ({ decidedBy, proof }: SubjectView): string => {
  const { command, output, file } = proof ?? { command: "", output: "", file: null };
  if (decidedBy === "attestation") return JSON.stringify(command);
  return JSON.stringify(
    file === null ? { command, output } : { command, file: file.sha256, name: file.name, output },
  );
};

function proofPairs({ groups, runs, record }: Page, packet: CheckpointPacket): Pair[] {
  const subjects = [...groups.flatMap(({ items }) => items), ...runs];
  const proofs = [...packet.criteria, ...packet.runs].map(({ id, title, proof }): Pair => {
    const subject = subjects.find((one) => one.id === id);
    const isShown = subject !== undefined && subject.proof !== null;
    const shown = isShown ? sha256(canonicalProof(subject)) : null;
    return { title: `${title}, its proof`, shown, signed: proof };
  });
  const written = packet.written.map(({ id, title, digest }): Pair => {
    const said = record.find((part) => part.id === id)?.words ?? null;
    return { title, shown: said === null ? null : sha256(JSON.stringify(said)), signed: digest };
  });
  return [...proofs, ...written];
}
