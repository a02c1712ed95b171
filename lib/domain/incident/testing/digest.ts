/** Keys sorted, so that equal values have equal texts. */
export function canonicalOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalOf).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalOf(one)}`).join(",")}}`;
}

const lane = (text: string, seed: bigint): string => {
  let hash = 0xcbf29ce484222325n ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
};

/** 64 hexadecimal digits that follow from a value: enough to tell values apart in a test, no cryptography. */
export const digestOf = (value: unknown): string => {
  const text = canonicalOf(value);
  return [1n, 2n, 3n, 4n].map((seed) => lane(text, seed)).join("");
};
