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
          <tr>
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
const line = "scroll-mt-4 max-md:block max-md:px-3.5 max-md:py-2.5";

function RuledRow({ row, columns, anchors, isRuled }: RuledRowProps) {
  const [first = "", ...others] = row.cells;
  return (
    <>
      <tr
        id={row.id}
        className={`${line} border-line border-t max-md:first:border-t-0 has-[th>span:target]:bg-hover target:bg-hover`}
      >
        <th scope="row" className={`${cell} text-left font-semibold md:w-1/5`}>
          <AnchorPoints rules={anchors.get(row.id)} />
          <Inline words={first} />
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
      {row.reading === undefined ? null : (
        <tr className={`${line} max-md:pt-0!`}>
          <td colSpan={columns.length + (isRuled ? 1 : 0)} className="px-3 pb-3 max-md:block max-md:px-0">
            <Reading>{row.reading}</Reading>
          </td>
        </tr>
      )}
    </>
  );
}
