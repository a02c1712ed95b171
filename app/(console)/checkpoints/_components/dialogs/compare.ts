import { sha256 } from "#checking";
import type { CheckpointPacket } from "#lib/domain/checkpoint/packet.ts";
import type { CheckpointView, SubjectView } from "#lib/queries/checkpoint-view.ts";

/** What the page shows, compared with what would be signed: how much of it, what is other, and the digest made here. */
export type Comparison = { compared: number; other: string[]; statementDigest: string };

/** A proof's words in the canonical form whose digest stands in the packet. */
const canonicalProof = ({ decidedBy, proof }: SubjectView): string => {
  const { command, output } = proof ?? { command: "", output: "" };
  return JSON.stringify(decidedBy === "attestation" ? command : { command, output });
};

type Shown = { title: string; signed: string | null; text: string | null };

function shownBeside(view: CheckpointView, packet: CheckpointPacket): Shown[] {
  const subjects = [...view.groups.flatMap(({ items }) => items), ...view.runs];
  const proofs = [...packet.criteria, ...packet.runs].map(({ id, title, proof }): Shown => {
    const subject = subjects.find((one) => one.id === id);
    const isShown = subject !== undefined && subject.proof !== null;
    return { title, signed: proof, text: isShown ? canonicalProof(subject) : null };
  });
  const written = packet.written.map(({ id, title, digest }): Shown => {
    const words = view.record.find((part) => part.id === id)?.words ?? null;
    return { title, signed: digest, text: words === null ? null : JSON.stringify(words) };
  });
  return [...proofs, ...written];
}

/**
 * Compares in this browser, because what somebody else says was compared proves nothing here; with a digest that a page
 * on plain http can make, too.
 */
export function compare(view: CheckpointView, packet: CheckpointPacket, statement: string): Comparison {
  const proofs = shownBeside(view, packet).map(({ title, signed, text }) => {
    const digest = text === null ? null : sha256(text);
    return digest === signed ? [] : [`${title}: its proof is another.`];
  });
  const values = packet.baseline.map(({ name, title, locked, seen }) => {
    const shown = view.baseline.find((one) => one.name === name);
    return shown?.locked === locked && shown.now === seen ? [] : [`${title}: its value is another.`];
  });
  const results = [...proofs, ...values];
  return { compared: results.length, other: results.flat(), statementDigest: sha256(statement) };
}
