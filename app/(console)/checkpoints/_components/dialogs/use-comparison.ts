"use client";

import { useEffect, useState } from "react";
import type { CheckpointPacket } from "#lib/domain/checkpoint/packet.ts";
import type { CheckpointView, SubjectView } from "#lib/queries/checkpoint-view.ts";
import { digestOfShown } from "../../../_signing/digest-of-shown.ts";

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

async function compare(
  view: CheckpointView,
  packet: CheckpointPacket,
  statement: string,
): Promise<Comparison> {
  const proofs = await Promise.all(
    shownBeside(view, packet).map(async ({ title, signed, text }) => {
      const digest = text === null ? null : await digestOfShown(text);
      return digest === signed ? [] : [`${title}: its proof is another.`];
    }),
  );
  const values = packet.baseline.map(({ name, title, locked, seen }) => {
    const shown = view.baseline.find((one) => one.name === name);
    return shown?.locked === locked && shown.now === seen ? [] : [`${title}: its value is another.`];
  });
  const results = [...proofs, ...values];
  const statementDigest = await digestOfShown(statement);
  return { compared: results.length, other: results.flat(), statementDigest };
}

/** Compares in this browser, because what somebody else says was compared proves nothing here. */
export function useComparison(
  view: CheckpointView,
  packet: CheckpointPacket,
  statement: string,
): Comparison | null {
  const [comparison, setComparison] = useState<Comparison | null>(null);
  // The packet is read from the statement, which therefore says when it is another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a packet parsed anew is not another packet.
  useEffect(() => {
    let isCurrent = true;
    void compare(view, packet, statement).then((made) => isCurrent && setComparison(made));
    return () => {
      isCurrent = false;
    };
  }, [view, statement]);
  return comparison;
}
