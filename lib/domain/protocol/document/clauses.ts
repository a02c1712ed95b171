import type { ProtocolDocument } from "./document.ts";
import type { Clause, Part } from "./model.ts";

const within = (part: Part): Clause[] => [part, ...part.items.flatMap(within)];

/** Every part, item and row of a document, in the order of reading. */
export const clausesOf = ({ sections }: ProtocolDocument): Clause[] =>
  sections.flatMap(({ content }) =>
    content.flatMap((one) => (one.is === "table" ? [...one.rows] : one.parts.flatMap(within))),
  );
