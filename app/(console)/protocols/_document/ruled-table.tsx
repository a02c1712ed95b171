import type { Anchors } from "#lib/domain/protocol/document/anchors.ts";
import type { Row, Table } from "#lib/domain/protocol/document/model.ts";
import { Inline } from "./blocks.tsx";
import { AnchorPoints, Reading, RuleMark } from "./clause.tsx";

/** A table whose rows are anchors of rules; on a phone each row is read as a short list. */
export function RuledTable({ table, anchors }: { table: Table; anchors: Anchors }) {
  const isRuled = table.rows.some(({ rule }) => rule !== undefined);
  return (
    <div className="rounded-m border border-line bg-plate">
      <table className="w-full border-collapse text-s max-md:block">
        <caption className="sr-only">{table.caption}</caption>
        <thead className="max-md:sr-only">
          <tr className="border-line border-b">
            {[...table.columns, ...(isRuled ? ["Rule"] : [])].map((title) => (
              <th key={title} scope="col" className="eyebrow px-3 py-2 text-left">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {table.rows.map((row) => (
            <RuledRow key={row.id} row={row} columns={table.columns} anchors={anchors} isRuled={isRuled} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RuledRowProps = { row: Row; columns: readonly string[]; anchors: Anchors; isRuled: boolean };

const cell = "px-3 py-2 align-top max-md:block max-md:px-0 max-md:py-0.5";

function RuledRow({ row, columns, anchors, isRuled }: RuledRowProps) {
  const [first = "", ...others] = row.cells;
  return (
    <tr
      id={row.id}
      className="scroll-mt-4 border-line border-b last:border-b-0 has-[th>span:target]:bg-hover target:bg-hover max-md:block max-md:px-3.5 max-md:py-2.5"
    >
      <th scope="row" className={`${cell} text-left font-semibold md:w-1/4`}>
        <AnchorPoints rules={anchors.get(row.id)} />
        <Inline words={first} />
        {row.reading === undefined ? null : (
          <div className="font-normal">
            <Reading>{row.reading}</Reading>
          </div>
        )}
      </th>
      {others.map((words, index) => (
        <td key={columns[index + 1]} className={`${cell} text-soft`}>
          <span className="text-faint md:hidden">{columns[index + 1]}: </span>
          <Inline words={words} />
        </td>
      ))}
      {isRuled ? (
        <td className={cell}>{row.rule === undefined ? null : <RuleMark rule={row.rule} />}</td>
      ) : null}
    </tr>
  );
}
