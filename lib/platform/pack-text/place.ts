/** The line of each place in a text, by the place's path joined with dots; an item of a list also by its `id`. */
export type Lines = ReadonlyMap<string, number>;

export const joined = (path: string, key: string | number): string =>
  path === "" ? String(key) : `${path}.${key}`;

/** The line of a path, or of the nearest part around it that the text has. */
export function lineOf(lines: Lines, path: string): number | null {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
  }
  return null;
}
