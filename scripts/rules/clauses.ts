export type Path = (string | number)[];
/** One place of a pack that carries a rule: a part, or a field that a notice's template requires. */
export type PackClause = { pack: string; path: Path; rule: string; field?: string };
export type Json = { [key: string]: unknown };

export const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every part of a pack that carries a rule, wherever it stands. */
export function clausesOf(pack: string, part: unknown, path: Path = []): PackClause[] {
  if (Array.isArray(part)) return part.flatMap((one, index) => clausesOf(pack, one, [...path, index]));
  if (!isRecord(part)) return [];
  const own: PackClause[] = typeof part.rule === "string" ? [{ pack, path, rule: part.rule }] : [];
  const fields = path[0] === "notices" && path.length === 2 ? fieldsOf(pack, part, path) : [];
  const inner = Object.entries(part).flatMap(([name, one]) => clausesOf(pack, one, [...path, name]));
  return [...own, ...fields, ...inner];
}

/** A template's required fields carry the template's rule, or one of their own. */
function fieldsOf(pack: string, notice: Json, path: Path): PackClause[] {
  const carries = isRecord(notice.carries) ? notice.carries : {};
  const required = Array.isArray(notice.requires) ? notice.requires.map(String) : [];
  return required.flatMap((field) => {
    const rule = carries[field] ?? notice.rule;
    return typeof rule === "string" ? [{ pack, path, rule, field }] : [];
  });
}

export const placeOf = ({ path, field }: PackClause): string =>
  field === undefined ? path.join(".") : `${path.join(".")} (${field})`;
