const deepest = 100;

/** Whether every reader takes this for the same: no string or name without a UTF-8 form, no name that hides itself. */
function isPlain(whole: unknown): boolean {
  const open = [{ value: whole, depth: 0 }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { value, depth } = one;
    if (typeof value === "string" && !value.isWellFormed()) return false;
    if (typeof value !== "object" || value === null) continue;
    if (depth === deepest) return false;
    for (const [name, inside] of Object.entries(value)) {
      if (name === "__proto__" || !name.isWellFormed()) return false;
      open.push({ value: inside, depth: depth + 1 });
    }
  }
  return true;
}

/** The value of JSON. It throws on what is none, and on what no console writes and two readers might take differently. */
export function parsePlain(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!isPlain(value)) throw new SyntaxError("the JSON is nested too deep, or holds what has no plain form");
  return value;
}
