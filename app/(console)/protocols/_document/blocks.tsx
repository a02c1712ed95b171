import type { Block, Words } from "#lib/domain/protocol/document/model.ts";
import { TemplateText } from "./template-text.tsx";

/** What a part says, block by block; a document never changes on screen, so a block's place is its key. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a published document never changes.
    <BlockView key={index} block={block} />
  ));
}

function BlockView({ block }: { block: Block }) {
  switch (block.is) {
    case "text":
      return (
        <p>
          <Inline words={block.words} />
        </p>
      );
    case "lead":
      return <p className="font-medium text-text">{block.words}</p>;
    case "list":
      return <Listed items={block.items} />;
    case "facts":
      return <Facts rows={block.rows} />;
    case "letter":
      return <TemplateText subject={block.subject} body={block.body} />;
  }
}

export function Inline({ words }: { words: Words }) {
  if (typeof words === "string") return words;
  return words.map((piece, index) =>
    typeof piece === "string" ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a published document never changes.
      <code key={index} className="figures break-words text-text text-xs">
        {piece.code}
      </code>
    ),
  );
}

function Listed({ items }: { items: readonly Words[] }) {
  return (
    <ul className="list-disc pl-4">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a published document never changes.
        <li key={index}>
          <Inline words={item} />
        </li>
      ))}
    </ul>
  );
}

type Rows = Extract<Block, { is: "facts" }>["rows"];

function Facts({ rows }: { rows: Rows }) {
  return (
    <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[9.5rem_minmax(0,1fr)]">
      {rows.map(({ label, words }) => (
        <div key={label} className="contents">
          <dt className="text-faint max-sm:mt-1">{label}</dt>
          <dd className="min-w-0">
            <Inline words={words} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
