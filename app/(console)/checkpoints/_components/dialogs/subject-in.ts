import type { CheckpointView, SubjectView } from "#lib/queries/checkpoint-view.ts";
import type { DialogProps } from "../asked.ts";

export type ProofProps = DialogProps & { criterion: string };

export const subjectIn = (view: CheckpointView, id: string): SubjectView | undefined =>
  view.runs.find((one) => one.id === id) ??
  view.groups.flatMap(({ items }) => items).find((one) => one.id === id);
