import { Prisma } from "../generated/client.ts";
import type { Beside } from "../log/raw-entries.ts";
import type { Changes } from "./rows.ts";
import { type Table, tables } from "./tables.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * What a stretch of the log made of the tables, as parts of the one statement that appends it: a command makes the
 * journey to the database while others wait for the incident's lock. Postgres checks the rows' references when the
 * whole statement is done, so it does not matter which part comes first.
 */
export function savingOf(incidentId: string, changes: Changes, valuesBefore: number): Beside {
  const values: string[] = [];
  const place = (rows: unknown) => `$${values.push(JSON.stringify(rows)) + valuesBefore}::jsonb`;
  const parts = tables.flatMap((table) => {
    const { puts, patches } = table.of(changes);
    const whole = [...puts.values()].map(stored);
    const changed = [...patches].map(([key, change]) => ({ key, change: stored(change) }));
    return [
      ...(whole.length === 0 ? [] : [insert(table, whole, place)]),
      ...changed.map(({ key, change }) =>
        update(table, stored(table.where?.(key, incidentId) ?? {}), change, place),
      ),
    ];
  });
  return { parts, values };
}

const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const list = (columns: readonly string[]) => columns.map((column) => `"${column}"`).join(", ");

/** A row by the names of its columns. */
const stored = (row: object): Row =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [columnOf(field), value === Prisma.DbNull ? null : value]),
  );

type Place = (rows: unknown) => string;

function insert({ name, key, once }: Table, rows: readonly Row[], place: Place): string {
  const columns = Object.keys(Object.assign({}, ...rows));
  const address = key.map(columnOf);
  const rest = columns.filter((column) => !address.includes(column));
  const replace = rest.map((column) => `"${column}" = excluded."${column}"`).join(", ");
  const again = once === true ? "" : ` ON CONFLICT (${list(address)}) DO UPDATE SET ${replace}`;
  const from = `jsonb_populate_recordset(NULL::"${name}", ${place(rows)})`;
  return `INSERT INTO "${name}" (${list(columns)}) SELECT ${list(columns)} FROM ${from}${again}`;
}

function update({ name }: Table, where: Row, change: Row, place: Place): string {
  const address = Object.keys(where);
  const columns = Object.keys(change).filter((column) => !address.includes(column));
  const set = columns.map((column) => `"${column}" = changed."${column}"`).join(", ");
  const same = address.map((column) => `old."${column}" = changed."${column}"`).join(" AND ");
  const from = `jsonb_populate_record(NULL::"${name}", ${place({ ...change, ...where })})`;
  return `UPDATE "${name}" AS old SET ${set} FROM ${from} AS changed WHERE ${same}`;
}
