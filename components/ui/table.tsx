import { clsx } from "clsx";
import type { ReactNode } from "react";

export type Column<Item> = {
  id: string;
  title: string;
  cell: (item: Item) => ReactNode;
  align?: "start" | "end" | undefined;
  /** The cell that names the row. */
  isRowHeader?: boolean | undefined;
  /** Left out on a phone, where the row is read as a short list. */
  hideOnPhone?: boolean | undefined;
};

export type TableProps<Item> = {
  caption: string;
  columns: readonly Column<Item>[];
  items: readonly Item[];
  keyOf: (item: Item) => string;
  empty?: ReactNode | undefined;
  className?: string | undefined;
};

function cellClass<Item>(column: Column<Item>): string {
  return clsx(
    "px-3 py-2 align-top",
    column.align === "end" ? "text-right" : "text-left",
    column.hideOnPhone && "max-md:hidden",
  );
}

function TableRow<Item>({ columns, item }: { columns: readonly Column<Item>[]; item: Item }) {
  return (
    <tr className="border-line border-b last:border-b-0">
      {columns.map((column) =>
        column.isRowHeader ? (
          <th key={column.id} scope="row" className={clsx(cellClass(column), "font-medium")}>
            {column.cell(item)}
          </th>
        ) : (
          <td key={column.id} className={cellClass(column)}>
            {column.cell(item)}
          </td>
        ),
      )}
    </tr>
  );
}

export function Table<Item>({ caption, columns, items, keyOf, empty, className }: TableProps<Item>) {
  if (items.length === 0 && empty) return empty;
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must reach what it has to scroll.
      tabIndex={0}
      className={clsx("relative overflow-x-auto rounded-m border border-line bg-plate", className)}
    >
      <table className="w-full border-collapse text-s">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-line border-b">
            {columns.map((column) => (
              <th key={column.id} scope="col" className={clsx(cellClass(column), "eyebrow")}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <TableRow key={keyOf(item)} columns={columns} item={item} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
